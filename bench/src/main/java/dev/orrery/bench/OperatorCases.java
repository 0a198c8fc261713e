package dev.orrery.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orrery.testkit.wasm.Code;
import dev.orrery.testkit.wasm.Sig;
import dev.orrery.testkit.wasm.Type;
import dev.orrery.testkit.wasm.WasmBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes one contract for each class of operators, which does nothing but these until its gas is used up, and cases that call them.
 * What a unit of gas costs in the worst of them is what an attacker gets for it.
 *
 * <pre>OperatorCases FOLDER</pre>
 */
final class OperatorCases {
    /** Steps in one turn of the loop, so that the turn itself, which costs as much gas as 28 operators, hardly counts. */
    private static final int UNROLLED = 64;

    /** About a millisecond. */
    private static final long GAS_LIMIT = 2_000_000_000;

    /** Locals behind the three parameters: two of each type. */
    private static final int I32 = 3;

    private static final int I64 = 5;
    private static final int F32 = 7;
    private static final int F64 = 9;

    /** Where the region lies that all arguments are written to, and its content. Address, capacity and length: VM.md chapter 2. */
    private static final int REGION = 16;

    private static final int BUFFER = 4_096;
    private static final int BUFFER_BYTES = 16_384;

    private static final int NOTHING_FUNCTION = 0;

    private OperatorCases() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        ObjectMapper json = new ObjectMapper();
        ArrayNode cases = json.createArrayNode();
        for (Map.Entry<String, Consumer<Code>> step : steps().entrySet()) {
            String file = step.getKey().replaceAll("[^a-z0-9_]+", "-");
            Files.write(folder.resolve(file + ".wasm"), contract(step.getValue()));
            ObjectNode bench = cases.addObject().put("name", step.getKey()).put("code", file);
            bench.putArray("setup");
            ObjectNode call = bench.putObject("call");
            call.put("entry", "instantiate").put("sender", "creator").put("gasLimit", GAS_LIMIT);
            call.putObject("msg");
        }
        json.writeValue(folder.resolve("cases.json").toFile(), cases);
    }

    /** Each takes its operands from locals and puts its result back, so that one step waits for the one before it. */
    private static Map<String, Consumer<Code>> steps() {
        Map<String, Consumer<Code>> steps = new LinkedHashMap<>();
        steps.put("i32.add", binary(I32, 0x6A));
        steps.put("i32.mul", binary(I32, 0x6C));
        steps.put("i32.div_u", reversed(I32, 0x6E));
        steps.put(
                "i32.rem_s",
                code -> code.localGet(I32 + 1)
                        .localGet(I32)
                        .op(0x6F)
                        .i32(7)
                        .op(0x6A)
                        .localSet(I32));
        steps.put(
                "i32.popcnt, i32.clz",
                code -> code.localGet(I32).op(0x69).op(0x67).localSet(I32));
        steps.put("i64.mul", binary(I64, 0x7E));
        steps.put("i64.div_s", reversed(I64, 0x7F));
        steps.put("i64.div_u", reversed(I64, 0x80));
        steps.put("i64.rotl", binary(I64, 0x89));
        steps.put(
                "i64.lt_u",
                code -> code.localGet(I64).localGet(I64 + 1).op(0x54).op(0xAD).localSet(I64));
        steps.put(
                "select",
                code -> code.localGet(I32)
                        .localGet(I32 + 1)
                        .localGet(I32)
                        .select()
                        .localSet(I32));
        steps.put("local.tee", code -> code.localGet(I32).localTee(I32 + 1).localSet(I32));
        steps.put("global.get, global.set", code -> code.globalGet(0).globalSet(1));
        steps.put("i32.load", code -> address(code).i32Load(BUFFER).localSet(I32));
        steps.put("i64.load8_u", code -> address(code).memory(0x31, BUFFER).localSet(I64));
        steps.put("i32.store", code -> address(code).localGet(I32 + 1).i32Store(BUFFER));
        steps.put("i64.store", code -> address(code).localGet(I64).i64Store(2 * BUFFER - 4));
        steps.put("memory.size", code -> code.memorySize().localSet(I32));
        steps.put("memory.grow by 0", code -> code.i32(0).memoryGrow().localSet(I32));
        steps.put("block, end", code -> code.block().end());
        steps.put("br_if, taken", code -> code.block().i32(1).brIf(0).end());
        steps.put(
                "br_if, by a local", code -> code.block().localGet(I32).brIf(0).end());
        steps.put(
                "br_table of 8",
                code -> code.block().localGet(I32).brTable(new int[8], 0).end());
        steps.put("call", code -> code.call(NOTHING_FUNCTION));
        steps.put("call_indirect", code -> code.i32(0).callIndirect(0, 0));
        steps.put("f32.add", binary(F32, 0x92));
        steps.put("f32.div", reversed(F32, 0x95));
        steps.put("f64.add", binary(F64, 0xA0));
        steps.put("f64.div", reversed(F64, 0xA3));
        steps.put("f64.sqrt", code -> code.localGet(F64).op(0x9F).localSet(F64));
        steps.put("f64.min", binary(F64, 0xA4));
        steps.put("f64.nearest", code -> code.localGet(F64).op(0x9E).localSet(F64));
        steps.put("f64.trunc", code -> code.localGet(F64).op(0x9D).localSet(F64));
        steps.put(
                "f64.convert_i64_u, i64.trunc_sat_f64_u",
                code -> code.localGet(I64).op(0xBA).op(0xFC, 7).localSet(I64));
        steps.put(
                "f64.promote_f32, f32.demote_f64",
                code -> code.localGet(F32).op(0xBB).op(0xB6).localSet(F32));
        return steps;
    }

    /** Within the buffer, whatever the local is; the two operators that see to it are part of what is timed. */
    private static Code address(Code code) {
        return code.localGet(I32).i32(0xFFC).op(0x71);
    }

    private static Consumer<Code> binary(int local, int opcode) {
        return code -> code.localGet(local).localGet(local + 1).op(opcode).localSet(local);
    }

    /** A constant divided by the last quotient, which so never becomes 0. */
    private static Consumer<Code> reversed(int local, int opcode) {
        return code -> code.localGet(local + 1).localGet(local).op(opcode).localSet(local);
    }

    private static byte[] contract(Consumer<Code> step) {
        byte[] region = ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(BUFFER)
                .putInt(BUFFER_BYTES)
                .putInt(0)
                .array();
        return new WasmBuilder()
                .function(Sig.NONE, code -> {})
                .function("interface_version_8", Sig.NONE, code -> {})
                .function("allocate", Sig.of(Type.I32).to(Type.I32), code -> code.i32(REGION))
                .function("deallocate", Sig.of(Type.I32), code -> {})
                .function("instantiate", Sig.of(Type.I32, Type.I32, Type.I32).to(Type.I32), code -> loop(code, step))
                .table(Type.FUNCREF, 1, 1)
                .elements(0, NOTHING_FUNCTION)
                .memory(1)
                .exportMemory("memory")
                .global(Type.I32, true, code -> code.i32(1))
                .global(Type.I32, true, code -> code.i32(2))
                .data(REGION, region)
                .build();
    }

    private static void loop(Code code, Consumer<Code> step) {
        code.locals(2, Type.I32).locals(2, Type.I64).locals(2, Type.F32).locals(2, Type.F64);
        code.i32(12_345).localSet(I32).i32(Integer.MAX_VALUE).localSet(I32 + 1);
        code.i64(1_234_567_890_123L).localSet(I64).i64(Long.MAX_VALUE).localSet(I64 + 1);
        code.f32(1.7f).localSet(F32).f32(1e9f).localSet(F32 + 1);
        code.f64(1.7).localSet(F64).f64(1e18).localSet(F64 + 1);
        code.loop();
        for (int i = 0; i < UNROLLED; i++) {
            step.accept(code);
        }
        code.br(0).end().unreachable();
    }
}
