package dev.orrery.testkit.contracts;

import static dev.orrery.testkit.wasm.Type.I32;

import dev.orrery.testkit.wasm.Code;
import dev.orrery.testkit.wasm.Sig;
import dev.orrery.testkit.wasm.WasmBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A contract that gives the same answer whatever it is asked: one for each of its entry points. */
public final class AnsweringContract {
    private static final int REGION_BYTES = 12;
    private static final int ANSWERS_AT = 1024;
    private static final int PAGE_BYTES = 65_536;

    /** Where {@code allocate} starts to give out memory. */
    private static final int FREE_PAGES = 4;

    private static final int PAGES = 64;
    private static final int I32_ADD = 0x6a;

    private final Map<String, String> answers = new LinkedHashMap<>();
    private final Map<String, HostCall> hostCalls = new LinkedHashMap<>();

    /** An import that takes a region and, if it answers, gives one. */
    private record HostCall(String name, boolean answers, String argument) {}

    /** @param entry such as {@code execute} */
    public AnsweringContract answer(String entry, String json) {
        answers.put(entry, json);
        return this;
    }

    /** Has an entry point ask the chain something before it answers. */
    public AnsweringContract ask(String entry, String query) {
        hostCalls.put(entry, new HostCall("query_chain", true, query));
        return this;
    }

    /** Has an entry point print a text before it answers. */
    public AnsweringContract print(String entry, String text) {
        hostCalls.put(entry, new HostCall("debug", false, text));
        return this;
    }

    public byte[] wasm() {
        WasmBuilder module = new WasmBuilder();
        for (HostCall call : hostCalls.values()) {
            module.importFunction(
                    "env", call.name(), call.answers() ? Sig.of(I32).to(I32) : Sig.of(I32));
        }
        module.memory(PAGES)
                .exportMemory("memory")
                .global(I32, true, code -> code.i32(FREE_PAGES * PAGE_BYTES))
                .function("interface_version_8", Sig.NONE, code -> {})
                .function("allocate", Sig.of(I32).to(I32), AnsweringContract::allocate)
                .function("deallocate", Sig.of(I32), code -> {});
        int at = ANSWERS_AT;
        for (Map.Entry<String, String> answer : answers.entrySet()) {
            int region = at;
            at = put(module, region, answer.getValue());
            HostCall call = hostCalls.get(answer.getKey());
            int argument = at;
            if (call != null) {
                at = put(module, argument, call.argument());
            }
            module.function(answer.getKey(), signature(answer.getKey()), code -> {
                if (call != null) {
                    callHost(code, call, argument);
                }
                code.i32(region);
            });
        }
        return module.build();
    }

    private void callHost(Code code, HostCall call, int argument) {
        code.i32(argument).call(List.copyOf(hostCalls.values()).indexOf(call));
        if (call.answers()) {
            code.drop();
        }
    }

    /** Puts a text and its region somewhere; returns where there is room again. */
    private static int put(WasmBuilder module, int at, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        module.data(at, region(at + REGION_BYTES, content.length));
        module.data(at + REGION_BYTES, content);
        return at + REGION_BYTES + content.length + 4 - content.length % 4;
    }

    /** Gives out ever new memory: a region, and behind it what the region describes. */
    private static void allocate(Code code) {
        code.globalGet(0)
                .globalGet(0)
                .i32(REGION_BYTES)
                .op(I32_ADD)
                .i32Store(0)
                .globalGet(0)
                .localGet(0)
                .i32Store(4)
                .globalGet(0)
                .globalGet(0)
                .localGet(0)
                .op(I32_ADD)
                .i32(REGION_BYTES)
                .op(I32_ADD)
                .globalSet(0);
    }

    private static Sig signature(String entry) {
        return switch (entry) {
            case "instantiate", "execute" -> Sig.of(I32, I32, I32).to(I32);
            default -> Sig.of(I32, I32).to(I32);
        };
    }

    private static byte[] region(int offset, int length) {
        return ByteBuffer.allocate(REGION_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(offset)
                .putInt(length)
                .putInt(length)
                .array();
    }
}
