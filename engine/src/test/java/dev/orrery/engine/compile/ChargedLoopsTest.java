package dev.orrery.engine.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.engine.Module;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.model.WasmModule;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No guest runs for nothing: every way round a loop, in the class files of every fixture, passes a charge. Proved over the
 * code as it stands, not by running it. In a function of several chunks the loop may go through several methods.
 */
class ChargedLoopsTest {
    private static final Pattern CHUNK = Pattern.compile("(f\\d+)c(\\d+)");
    private static final Pattern CHUNK_OR_NODE = Pattern.compile("f\\d+(c|n\\d+_)\\d+");

    /** Every so many functions are looked at where all would take long. */
    private static final int EVERY = 7;

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

    /** Code that a call which is interpreted goes on in: the same functions, entered at the top of a loop. */
    @Test
    void everyWayRoundALoopThatIsEnteredInTheMiddlePassesACharge() throws ModuleException {
        int loops = 0;
        for (Map.Entry<String, byte[]> fixture : Generated.fixtures().entrySet()) {
            CompiledImage image = Generated.image(fixture.getValue(), CodeSize.MAX_METHOD_BYTES);
            WasmModule module = Module.parse(fixture.getValue(), Generated.PROFILE.features())
                    .model();
            int imports = image.owners().size() - module.bodies().size();
            for (int own = 0; own < module.bodies().size(); own += EVERY) {
                FunctionBody body = module.bodies().get(own);
                Flow flow = new Flow(body, new ModuleTypes(module));
                for (int loop = 0; loop < body.size(); loop++) {
                    if (body.opcode(loop) == Opcode.LOOP && flow.live(loop + 1) && isPlain(body, flow)) {
                        String name = fixture.getKey() + " " + (imports + own) + " at " + loop;
                        proveContinuation(module, imports + own, loop + 1, name);
                        loops++;
                    }
                }
            }
        }
        assertTrue(loops > 300, "only " + loops + " loops");
    }

    private static void proveContinuation(WasmModule module, int function, int position, String name) {
        List<int[]> tables = new ArrayList<>();
        ContinuationCompiler compiler = new ContinuationCompiler(
                new ModuleTypes(module),
                Generated.PROFILE,
                table -> {
                    tables.add(table);
                    return tables.size() - 1;
                },
                "wasm.At");
        Map<String, byte[]> files = compiler.compile(function, List.of(position));
        ChunkPassages passages = new ChunkPassages(tables.toArray(int[][]::new));
        for (MethodModel method : Generated.methods(new CompiledImage("", files, new int[0][], List.of()))) {
            FlowGraph graph = new FlowGraph(method.code().orElseThrow());
            assertEquals(
                    Optional.empty(),
                    graph.cycleWithout(each -> ChunkPassages.isCharge(each) || callsChunk(each)),
                    () -> name + " " + method.methodName());
            Matcher chunk = CHUNK.matcher(method.methodName().stringValue());
            if (chunk.matches()) {
                passages.add(Integer.parseInt(chunk.group(2)), graph);
            }
        }
        assertEquals(Optional.empty(), passages.freeCycle(), name);
    }

    /** Whether the function can be entered in the middle: others never are. */
    private static boolean isPlain(FunctionBody body, Flow flow) {
        return !flow.usesReferences() && body.type().results().size() <= 1;
    }

    private static boolean callsChunk(Instruction instruction) {
        return instruction instanceof InvokeInstruction call
                && CHUNK_OR_NODE.matcher(call.name().stringValue()).matches();
    }
}
