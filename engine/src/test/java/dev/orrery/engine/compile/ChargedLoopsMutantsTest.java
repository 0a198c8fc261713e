package dev.orrery.engine.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * What {@link ChargedLoopsTest} relies on finds a charge that is missing. The function is written by hand, in the form of the
 * compiler's: two chunks, of which the first has three entries.
 *
 * <pre>
 * chunk 0, entry 0: goes to entry 1 of chunk 0
 * chunk 0, entry 1: turns within the method, then goes to chunk 1    (a charge on each way)
 * chunk 0, entry 2: goes to entry 2 of chunk 0                       (a charge)
 * chunk 1, entry 0: goes to entry 1 or 2 of chunk 0, by a table
 * </pre>
 */
class ChargedLoopsMutantsTest {
    private static final ClassDesc SOMEWHERE = ClassDesc.of("wasm.Functions0");
    private static final MethodTypeDesc CHUNK = MethodTypeDesc.of(
            ConstantDescs.CD_int, Names.LONGS, Names.INSTANCE, ConstantDescs.CD_int, ConstantDescs.CD_int);
    private static final MethodTypeDesc CHARGE =
            MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_long, ConstantDescs.CD_long, Names.INSTANCE);
    private static final MethodTypeDesc BRANCH_TABLE =
            MethodTypeDesc.of(ConstantDescs.CD_int.arrayType(), Names.INSTANCE, ConstantDescs.CD_int);
    private static final MethodTypeDesc PICK =
            MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_int.arrayType());

    private static final int INSTANCE = 1;
    private static final int ENTRY = 3;
    private static final int FUEL = 4;

    private static final int OTHER_CHUNK = 1 << Chunks.ENTRY_BITS;
    private static final int[][] TABLES = {{1, 2}};

    /** The places that charge, one on each way round. */
    private enum Place {
        TURN,
        FROM_ENTRY_ONE,
        FROM_ENTRY_TWO
    }

    private final Set<Place> charged = EnumSet.allOf(Place.class);

    @Test
    void chargesEverywhereAreEnough() {
        assertEquals(Optional.empty(), turn());
        assertEquals(Optional.empty(), wayThroughChunks());
    }

    @Test
    void aTurnWithinAMethodThatIsNotChargedIsFound() {
        charged.remove(Place.TURN);
        assertTrue(turn().isPresent());
        assertEquals(Optional.empty(), wayThroughChunks());
    }

    /** Entries must be told apart though the library leaves out the first, which is where the switch goes otherwise. */
    @Test
    void aWayThroughTheMiddleEntryThatIsNotChargedIsFound() {
        charged.remove(Place.FROM_ENTRY_ONE);
        assertEquals(Optional.empty(), turn());
        assertTrue(wayThroughChunks().isPresent());
    }

    @Test
    void aWayThroughTheLastEntryThatIsNotChargedIsFound() {
        charged.remove(Place.FROM_ENTRY_TWO);
        assertEquals(Optional.of(2), wayThroughChunks());
    }

    private Optional<Integer> turn() {
        return first().cycleWithout(ChunkPassages::isCharge);
    }

    private Optional<Integer> wayThroughChunks() {
        ChunkPassages passages = new ChunkPassages(TABLES);
        passages.add(0, first());
        passages.add(1, second());
        return passages.freeCycle();
    }

    private FlowGraph first() {
        return graph(code -> {
            List<Label> entries = List.of(code.newLabel(), code.newLabel(), code.newLabel());
            Label leave = code.newLabel();
            code.aload(INSTANCE)
                    .getfield(Names.INSTANCE, "fuel", ConstantDescs.CD_long)
                    .lstore(FUEL);
            code.iload(ENTRY)
                    .loadConstant(OTHER_CHUNK - 1)
                    .iand()
                    .tableswitch(
                            0,
                            2,
                            entries.getFirst(),
                            List.of(
                                    SwitchCase.of(0, entries.get(0)),
                                    SwitchCase.of(1, entries.get(1)),
                                    SwitchCase.of(2, entries.get(2))));
            code.labelBinding(entries.get(0)).loadConstant(1).goto_(leave);
            Label onwards = code.newLabel();
            code.labelBinding(entries.get(1)).iload(ENTRY).ifeq(onwards);
            charge(code, Place.TURN);
            code.goto_(entries.get(1)).labelBinding(onwards);
            charge(code, Place.FROM_ENTRY_ONE);
            code.loadConstant(OTHER_CHUNK).goto_(leave);
            code.labelBinding(entries.get(2));
            charge(code, Place.FROM_ENTRY_TWO);
            code.loadConstant(2).goto_(leave);
            leave(code, leave);
        });
    }

    private static FlowGraph second() {
        return graph(code -> {
            Label entry = code.newLabel();
            Label leave = code.newLabel();
            code.goto_(entry).labelBinding(entry);
            code.iload(ENTRY)
                    .aload(INSTANCE)
                    .loadConstant(0)
                    .invokestatic(Names.ACCESS, "branchTable", BRANCH_TABLE)
                    .invokestatic(Names.FRAMES, "pick", PICK)
                    .goto_(leave);
            leave(code, leave);
        });
    }

    private void charge(CodeBuilder code, Place place) {
        if (charged.contains(place)) {
            code.lload(FUEL)
                    .loadConstant(115L)
                    .aload(INSTANCE)
                    .invokestatic(Names.ACCESS, "charge", CHARGE)
                    .lstore(FUEL);
        }
    }

    private static void leave(CodeBuilder code, Label leave) {
        code.labelBinding(leave);
        code.aload(INSTANCE).lload(FUEL).putfield(Names.INSTANCE, "fuel", ConstantDescs.CD_long);
        code.ireturn();
    }

    /** Written to a class file and read back, as the compiler's. */
    private static FlowGraph graph(Consumer<CodeBuilder> body) {
        byte[] file =
                ClassFile.of().build(SOMEWHERE, type -> type.withMethodBody("f0c0", CHUNK, ClassFile.ACC_STATIC, body));
        return new FlowGraph(
                ClassFile.of().parse(file).methods().getFirst().code().orElseThrow());
    }
}
