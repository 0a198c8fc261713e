package dev.orrery.javawasm.program;

import dev.orrery.javawasm.Unsupported;
import dev.orrery.javawasm.wasm.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How objects lie in memory, and the numbers of their classes.
 *
 * <p>An object is its class number (4 bytes), then the fields of the classes above, then its own. An array is its class number,
 * its length, and its elements. Null is the address {@link #NULL}: every access through it lies beyond the end of memory, so
 * that Wasm's own check finds it and no other is needed.
 */
public final class Layout {
    /** No object's address. With any offset it is beyond what a memory can have, which is 4 GiB. */
    public static final int NULL = -1;

    public static final int LENGTH_OFFSET = 4;
    public static final int ELEMENTS_OFFSET = 8;
    private static final int HEADER_BYTES = 4;

    private final Program program;
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final Map<String, Fields> fields = new HashMap<>();

    /** Where the fields are, and which of them must be null to begin with. */
    public record Fields(Map<String, Integer> offsets, List<Integer> references, int bytes) {}

    /** Classes from {@code first} to {@code last}, as numbers. */
    public record Range(int first, int last) {}

    /** Numbers the types so that each class is followed by those below it. */
    public Layout(Program program, Iterable<String> types) {
        this.program = program;
        List<String> paths = new ArrayList<>();
        types.forEach(type -> paths.add(path(type)));
        paths.sort(null);
        for (String path : paths) {
            numbers.put(path.substring(path.lastIndexOf(' ') + 1), numbers.size() + 1);
        }
    }

    /** The classes above a type and the type itself. */
    private String path(String type) {
        return type.startsWith("[")
                ? Program.OBJECT + " " + type
                : program.get(type)
                                .superName()
                                .map(parent -> path(parent) + " ")
                                .orElse("")
                        + type;
    }

    public int number(String type) {
        return numbers.get(type);
    }

    public List<String> arrayTypes() {
        return numbers.keySet().stream().filter(type -> type.startsWith("[")).toList();
    }

    /** The type with that number. */
    public String name(int number) {
        return List.copyOf(numbers.keySet()).get(number - 1);
    }

    /** The numbers of all objects that are of this type, as few ranges as possible. */
    public List<Range> rangesOf(String type) {
        List<Range> ranges = new ArrayList<>();
        numbers.forEach((each, number) -> {
            if (!program.isSubtype(each, type)) {
                return;
            }
            if (!ranges.isEmpty() && ranges.getLast().last() == number - 1) {
                ranges.set(ranges.size() - 1, new Range(ranges.getLast().first(), number));
            } else {
                ranges.add(new Range(number, number));
            }
        });
        return ranges;
    }

    public Fields fieldsOf(String type) {
        Fields known = fields.get(type);
        if (known == null) {
            known = lay(type);
            fields.put(type, known);
        }
        return known;
    }

    private Fields lay(String type) {
        ClassInfo info = program.get(type);
        Optional<Fields> above = info.superName().map(this::fieldsOf);
        Map<String, Integer> offsets = new HashMap<>();
        List<Integer> references = new ArrayList<>(above.map(Fields::references).orElse(List.of()));
        int end = above.map(Fields::bytes).orElse(HEADER_BYTES);
        for (ClassInfo.Field field : info.fields()) {
            if (field.isStatic()) {
                continue;
            }
            boolean wide = Kinds.of(field.type()).orElseThrow() == Kind.I64;
            int offset = wide ? (end + 7) & -8 : end;
            offsets.put(field.name(), offset);
            if (Kinds.isReference(field.type())) {
                references.add(offset);
            }
            end = offset + (wide ? 8 : 4);
        }
        return new Fields(offsets, references, end);
    }

    /** Offset of a field that is named through {@code type}: declared there or above. */
    public int offset(String type, String field) {
        for (Optional<String> name = Optional.of(type);
                name.isPresent();
                name = program.get(name.get()).superName()) {
            Integer offset = fieldsOf(name.get()).offsets().get(field);
            if (offset != null) {
                return offset;
            }
        }
        throw new Unsupported(type.replace('/', '.') + "." + field + " is not part of contracts in Java");
    }
}
