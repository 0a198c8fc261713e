package dev.orrery.engine.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.engine.ModuleException;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.HashMap;
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
                Optional<Integer> cycle = graph.cycleWithout(each -> ChunkPassages.isCharge(each) || callsChunk(each));
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
            Map<String, ChunkPassages> byFunction = new HashMap<>();
            for (MethodModel method : Generated.methods(image)) {
                Matcher name = CHUNK.matcher(method.methodName().stringValue());
                if (name.matches()) {
                    byFunction
                            .computeIfAbsent(name.group(1), absent -> new ChunkPassages(image.branchTables()))
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

    private static boolean callsChunk(Instruction instruction) {
        return instruction instanceof InvokeInstruction call
                && CHUNK_OR_NODE.matcher(call.name().stringValue()).matches();
    }
}
