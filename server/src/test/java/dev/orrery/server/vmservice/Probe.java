package dev.orrery.server.vmservice;

import static dev.orrery.testkit.wasm.Type.I32;

import dev.orrery.testkit.wasm.Code;
import dev.orrery.testkit.wasm.Sig;
import dev.orrery.testkit.wasm.WasmBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A contract that does what each letter of its message says, and returns the last thing it was given.
 *
 * <p>{@code g} reads the key "key", {@code s} writes "value" to it, {@code d} removes it, {@code r} opens an iterator over
 * everything, {@code n} asks iterator 0 for the next entry, {@code u} asks iterator 9, {@code q} queries with "request",
 * {@code v} has "address" validated, {@code p} prints its message as debug text, {@code x} traps, {@code l} loops for ever.
 */
final class Probe {
    /** What it returns if it was given nothing. */
    static final String NOTHING = "{}";

    private static final int RESULT = 16;
    private static final int KEY = 32;
    private static final int VALUE = 48;
    private static final int REQUEST = 64;
    private static final int ADDRESS = 80;
    private static final int TEXTS = 1024;
    private static final int HEAP = 65536;

    private static final int DB_READ = 0;
    private static final int DB_WRITE = 1;
    private static final int DB_REMOVE = 2;
    private static final int DB_SCAN = 3;
    private static final int DB_NEXT = 4;
    private static final int QUERY_CHAIN = 5;
    private static final int ADDR_VALIDATE = 6;
    private static final int DEBUG = 7;
    private static final int RUN = 10;

    // Locals of run: the message's region, then these.
    private static final int AT = 1;
    private static final int END = 2;
    private static final int LAST = 3;
    private static final int LETTER = 4;
    private static final int GIVEN = 5;

    private Probe() {}

    static byte[] wasm() {
        Sig one = Sig.of(I32);
        WasmBuilder module = new WasmBuilder()
                .importFunction("env", "db_read", one.to(I32))
                .importFunction("env", "db_write", Sig.of(I32, I32))
                .importFunction("env", "db_remove", one)
                .importFunction("env", "db_scan", Sig.of(I32, I32, I32).to(I32))
                .importFunction("env", "db_next", one.to(I32))
                .importFunction("env", "query_chain", one.to(I32))
                .importFunction("env", "addr_validate", one.to(I32))
                .importFunction("env", "debug", one)
                .function("allocate", one.to(I32), Probe::allocate)
                .function("deallocate", one, body -> {})
                .function("run", one.to(I32), Probe::run)
                .function("interface_version_8", Sig.NONE, body -> {})
                .memory(16)
                .exportMemory("memory")
                .global(I32, true, initial -> initial.i32(HEAP));
        for (String entry : new String[] {"instantiate", "execute"}) {
            module.function(
                    entry,
                    Sig.of(I32, I32, I32).to(I32),
                    body -> body.localGet(2).call(RUN));
        }
        for (String entry : new String[] {"query", "migrate", "sudo"}) {
            module.function(
                    entry, Sig.of(I32, I32).to(I32), body -> body.localGet(1).call(RUN));
        }
        text(module, RESULT, NOTHING);
        text(module, KEY, "key");
        text(module, VALUE, "value");
        text(module, REQUEST, "request");
        text(module, ADDRESS, "address");
        return module.build();
    }

    /** A region at that address, and its text. */
    private static void text(WasmBuilder module, int region, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int at = TEXTS + 2 * region;
        module.data(
                region,
                ByteBuffer.allocate(12)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(at)
                        .putInt(bytes.length)
                        .putInt(bytes.length)
                        .array());
        module.data(at, bytes);
    }

    /** Never frees: the region, then its bytes. */
    private static void allocate(Code body) {
        body.locals(1, I32);
        body.globalGet(0).localTee(1);
        body.localGet(1).i32(12).op(0x6A).i32Store(0);
        body.localGet(1).localGet(0).i32Store(4);
        body.localGet(1).i32(0).i32Store(8);
        body.localGet(1).i32(12).op(0x6A).localGet(0).op(0x6A).globalSet(0);
        body.localGet(1);
    }

    private static void run(Code body) {
        body.locals(5, I32);
        body.localGet(0).i32Load(0).localTee(AT);
        body.localGet(0).i32Load(8).op(0x6A).localSet(END);
        body.i32(RESULT).localSet(LAST);
        body.block().loop();
        body.localGet(AT).localGet(END).op(0x46).brIf(1);
        body.localGet(AT).memory(0x2D, 0).localSet(LETTER);
        body.localGet(AT).i32(1).op(0x6A).localSet(AT);
        on(body, 'g', () -> given(body.i32(KEY).call(DB_READ)));
        on(body, 's', () -> body.i32(KEY).i32(VALUE).call(DB_WRITE));
        on(body, 'd', () -> body.i32(KEY).call(DB_REMOVE));
        on(body, 'r', () -> body.i32(0).i32(0).i32(1).call(DB_SCAN).drop());
        on(body, 'n', () -> given(body.i32(0).call(DB_NEXT)));
        on(body, 'u', () -> given(body.i32(9).call(DB_NEXT)));
        on(body, 'q', () -> given(body.i32(REQUEST).call(QUERY_CHAIN)));
        on(body, 'v', () -> given(body.i32(ADDRESS).call(ADDR_VALIDATE)));
        on(body, 'p', () -> body.localGet(0).call(DEBUG));
        on(body, 'x', body::unreachable);
        on(body, 'l', () -> body.loop().br(0).end());
        body.br(0).end().end();
        body.localGet(LAST);
    }

    private static void on(Code body, char letter, Runnable then) {
        body.localGet(LETTER).i32(letter).op(0x46).when();
        then.run();
        body.end();
    }

    /** The pointer on the stack becomes the result unless it is null. */
    private static void given(Code body) {
        body.localTee(GIVEN).when().localGet(GIVEN).localSet(LAST).end();
    }
}
