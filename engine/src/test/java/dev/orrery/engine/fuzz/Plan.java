package dev.orrery.engine.fuzz;

import dev.orrery.engine.model.ExternType;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.ValType;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What the functions of a generated module can refer to.
 *
 * @param types the type section
 * @param functions type index of every function, imports first
 * @param imports how many of them are imported
 * @param globals all defined by the module
 * @param table functions in the only table from element 1 on; element 0 is null
 * @param memoryPages pages of the only memory
 * @param dataSegments passive ones
 */
record Plan(
        List<FuncType> types,
        List<Integer> functions,
        int imports,
        List<ExternType.Global> globals,
        List<Integer> table,
        int memoryPages,
        int dataSegments) {

    FuncType function(int index) {
        return types.get(functions.get(index));
    }

    /** Functions that return just that, or nothing for an empty list. */
    int[] functionsReturning(List<ValType> results) {
        return IntStream.range(0, functions.size())
                .filter(index -> function(index).results().equals(results))
                .toArray();
    }

    int tableSize() {
        return table.size() + 1;
    }

    /** Elements of the table that a {@code call_indirect} of that type may call, as the table is at the start. */
    int[] elementsOf(FuncType type) {
        return IntStream.range(0, table.size())
                .filter(index -> function(table.get(index)).equals(type))
                .map(index -> index + 1)
                .toArray();
    }

    int[] typesReturning(List<ValType> results) {
        return IntStream.range(0, types.size())
                .filter(index -> types.get(index).results().equals(results))
                .toArray();
    }

    int[] globalsOf(ValType type, boolean mutable) {
        return IntStream.range(0, globals.size())
                .filter(index -> globals.get(index).type() == type)
                .filter(index -> !mutable || globals.get(index).mutable())
                .toArray();
    }

    /** The index of a type in the type section. */
    OptionalInt typeIndex(FuncType type) {
        int index = types.indexOf(type);
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
    }
}
