package dev.orrery.engine.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.engine.ModuleException;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No guest runs for nothing: every way round a loop, in the class files of every fixture, passes a charge. Proved over the
 * code as it stands, not by running it. In a function of several chunks the loop may go through several methods.
 */
class ChargedLoopsTest {
    private static final Pattern CHUNK = Pattern.compile("(f\\d+)c(\\d+)");
    private static final Pattern CHUNK_OR_NODE = Pattern.compile("f\\d+(c|n\\d+_)\\d+");

    @ParameterizedTest
    @ValueSource(ints = {CodeSize.MAX_METHOD_BYTES, 600})
    void everyCycleOfEveryMethodPassesACharge(int methodLimit) throws ModuleException {
        int loops = 0;
        for (Map.Entry<String, byte[]> fixture : Generated.fixtures().entrySet()) {
            for (MethodModel method : Generated.methods(Generated.image(fixture.getValue(), methodLimit))) {
                FlowGraph graph = new FlowGraph(method.code().orElseThrow());
                Optional<Integer> cycle = graph.cycleWithout(each -> isCharge(each) || callsChunk(each));
                assertEquals(Optional.empty(), cycle, () -> fixture.getKey() + " " + method.methodName() + cycle);
                loops += graph.cycleWithout(each -> false).isPresent() ? 1 : 0;
            }
        }
        assertTrue(loops > 1_000, "only " + loops + " methods with loops");
    }

    @ParameterizedTest
    @ValueSource(ints = {CodeSize.MAX_METHOD_BYTES, 600})
    void everyWayRoundThroughChunksPassesACharge(int methodLimit) throws ModuleException {
        int functions = 0;
        for (Map.Entry<String, byte[]> fixture : Generated.fixtures().entrySet()) {
            CompiledImage image = Generated.image(fixture.getValue(), methodLimit);
            Map<String, Passages> byFunction = new HashMap<>();
            for (MethodModel method : Generated.methods(image)) {
                Matcher name = CHUNK.matcher(method.methodName().stringValue());
                if (name.matches()) {
                    byFunction
                            .computeIfAbsent(name.group(1), absent -> new Passages(image.branchTables()))
                            .add(
                                    Integer.parseInt(name.group(2)),
                                    new FlowGraph(method.code().orElseThrow()));
                }
            }
            functions += byFunction.size();
            byFunction.forEach((name, passages) ->
                    assertEquals(Optional.empty(), passages.freeCycle(), () -> fixture.getKey() + " " + name));
        }
        assertTrue(functions > 10, "only " + functions + " functions in chunks");
    }

    private static boolean isCharge(Instruction instruction) {
        return instruction instanceof InvokeInstruction call
                && call.owner().asSymbol().equals(Names.ACCESS)
                && call.name().equalsString("charge");
    }

    private static boolean callsChunk(Instruction instruction) {
        return instruction instanceof InvokeInstruction call
                && CHUNK_OR_NODE.matcher(call.name().stringValue()).matches();
    }

    /** Where control can go between the chunks of one function without being charged. */
    private static final class Passages {
        private final int[][] branchTables;

        /** Numbers of positions to the numbers that control passes to from there, uncharged. */
        private final Map<Integer, List<Integer>> free = new HashMap<>();

        Passages(int[][] branchTables) {
            this.branchTables = branchTables;
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
                        List<Integer> targets = graph.successors(i);
                        return targets.subList(0, choice.cases().size());
                    }
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
            BitSet free = graph.reachable(entry, ChargedLoopsTest::isCharge);
            List<Integer> numbers = new ArrayList<>();
            free.stream().filter(i -> leaves(graph, i)).forEach(i -> numbers.addAll(number(graph, i - 1)));
            return numbers;
        }

        /** Whether the instruction passes a number on to the chunk's common exit: a jump to code that returns an int. */
        private static boolean leaves(FlowGraph graph, int i) {
            return graph.instructions.get(i) instanceof BranchInstruction jump
                    && jump.opcode() == Opcode.GOTO
                    && isExit(graph, graph.successors(i).getFirst())
                    && pushesNumber(graph.instructions.get(i - 1));
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
                    || (instruction instanceof InvokeInstruction call
                            && call.name().equalsString("pick"));
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
}
