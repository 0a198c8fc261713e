package dev.orrery.engine.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where control can go between the chunks of one function without being charged. */
final class ChunkPassages {
    private final int[][] branchTables;

    /** Numbers of positions to the numbers that control passes to from there, uncharged. */
    private final Map<Integer, List<Integer>> free = new HashMap<>();

    ChunkPassages(int[][] branchTables) {
        this.branchTables = branchTables;
    }

    static boolean isCharge(Instruction instruction) {
        return instruction instanceof InvokeInstruction call
                && call.owner().asSymbol().equals(Names.ACCESS)
                && call.name().equalsString("charge");
    }

    void add(int chunk, FlowGraph graph) {
        List<Integer> entries = entries(graph);
        for (int i = 0; i < entries.size(); i++) {
            free.put((chunk << Chunks.ENTRY_BITS) + i, exits(graph, entries.get(i)));
        }
    }

    /** First instructions of a chunk's entries, in order: what its first switch goes to, or its first jump. */
    private static List<Integer> entries(FlowGraph graph) {
        for (int i = 0; i < graph.instructions.size(); i++) {
            switch (graph.instructions.get(i)) {
                case TableSwitchInstruction choice -> {
                    // The library leaves out the cases that go where the default goes, as the first does.
                    List<Integer> targets = graph.successors(i);
                    Integer[] entries = new Integer[choice.highValue() + 1];
                    Arrays.fill(entries, targets.getLast());
                    for (int each = 0; each < choice.cases().size(); each++) {
                        entries[choice.cases().get(each).caseValue()] = targets.get(each);
                    }
                    return List.of(entries);
                }
                case BranchInstruction jump
                when jump.opcode() == Opcode.IFGE -> {} // past the return of one that is touched
                case BranchInstruction jump -> {
                    assertEquals(Opcode.GOTO, jump.opcode());
                    return graph.successors(i).subList(0, 1);
                }
                default -> {}
            }
        }
        return List.of(); // dead code
    }

    private List<Integer> exits(FlowGraph graph, int entry) {
        BitSet free = graph.reachable(entry, ChunkPassages::isCharge);
        List<Integer> numbers = new ArrayList<>();
        free.stream().filter(i -> leaves(graph, i)).forEach(i -> {
            assertTrue(pushesNumber(graph.instructions.get(i - 1)), () -> "leaves without a number at " + i);
            numbers.addAll(number(graph, i - 1));
        });
        return numbers;
    }

    /** Whether the instruction goes to the chunk's common exit: a jump to code that returns an int. */
    private static boolean leaves(FlowGraph graph, int i) {
        return graph.instructions.get(i) instanceof BranchInstruction jump
                && jump.opcode() == Opcode.GOTO
                && isExit(graph, graph.successors(i).getFirst());
    }

    /** From the common exit on control only goes down to the return. */
    private static boolean isExit(FlowGraph graph, int at) {
        int i = at;
        while (!(graph.instructions.get(i) instanceof ReturnInstruction)) {
            List<Integer> next = graph.successors(i);
            if (next.isEmpty() || next.getFirst() != i + 1) {
                return false;
            }
            i++;
        }
        return ((ReturnInstruction) graph.instructions.get(i)).opcode() == Opcode.IRETURN;
    }

    private static boolean pushesNumber(Instruction instruction) {
        return instruction instanceof ConstantInstruction
                || (instruction instanceof InvokeInstruction call && call.name().equalsString("pick"));
    }

    /** The numbers that the instruction may push. */
    private List<Integer> number(FlowGraph graph, int i) {
        if (graph.instructions.get(i) instanceof ConstantInstruction constant) {
            return List.of((Integer) constant.constantValue());
        }
        ConstantInstruction table = (ConstantInstruction) graph.instructions.get(i - 2);
        List<Integer> numbers = new ArrayList<>();
        for (int number : branchTables[(Integer) table.constantValue()]) {
            numbers.add(number);
        }
        return numbers;
    }

    /** A number at which control can come by again without a charge. */
    Optional<Integer> freeCycle() {
        List<Integer> numbers = List.copyOf(free.keySet());
        Map<Integer, Integer> nodes = new HashMap<>();
        numbers.forEach(number -> nodes.put(number, nodes.size()));
        List<List<Integer>> successors = new ArrayList<>();
        for (int number : numbers) {
            List<Integer> targets = new ArrayList<>();
            for (int target : free.get(number)) {
                if (target != Chunks.RETURN) {
                    assertTrue(nodes.containsKey(target), "number " + target + " is no entry");
                    targets.add(nodes.get(target));
                }
            }
            successors.add(targets);
        }
        return FlowGraph.cycle(successors).map(numbers::get);
    }
}
