package dev.orrery.vm.advisory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.orrery.engine.Tier;
import dev.orrery.testkit.wasm.Code;
import dev.orrery.vm.CallOutcome;
import dev.orrery.vm.EntryPoint;
import dev.orrery.vm.VmError;
import dev.orrery.vm.VmException;
import dev.orrery.vm.VmOptions;
import dev.orrery.vm.fixture.MockChain;
import dev.orrery.vm.fixture.Probe;
import dev.orrery.vm.fixture.ProbeChain;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code allocate} that calls an import that calls {@code allocate} … ended the process. Here a depth limit ends the call. */
class Cwa2023002Test {
    private static final String DEPTH =
            "Error calling the VM: Error executing Wasm: Wasmer runtime error: RuntimeError: Error executing Wasm:"
                    + " Wasmer runtime error: RuntimeError: Maximum call depth exceeded.";

    @TempDir
    private Path directory;

    /** Reads a value in every {@code allocate}, for which the host needs {@code allocate}. */
    private static final byte[] PING_PONG = Probe.contract(
            code -> {
                reading(code).drop();
                Probe.allocate(code);
            },
            Probe::respond);

    /** The same, begun by the entry point. */
    private static final byte[] FROM_INSIDE = Probe.contract(
            code -> {
                code.globalGet(0).i32(4200).op(0x4B).when();
                reading(code).drop().end();
                Probe.allocate(code);
            },
            code -> {
                for (int i = 0; i < 20; i++) {
                    reading(code).drop();
                }
                Probe.respond(code);
            });

    /** Recursion without any host in it. */
    private static void bottomless(Code code) {
        code.localGet(0).localGet(1).call(Probe.function(EntryPoint.QUERY));
    }

    private static Code reading(Code code) {
        Probe.call("db_read").accept(code.i32(Probe.KEY));
        return code;
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void recursionThroughTheHostIsLimited(Tier tier) throws VmException {
        try (ProbeChain chain = ProbeChain.of(VmOptions.in(directory).withTier(tier))) {
            assertEquals(DEPTH, failure(chain, PING_PONG));
        }
    }

    @Test
    void limitHoldsWhereverTheRecursionBegins() throws VmException {
        try (ProbeChain chain = ProbeChain.in(directory)) {
            assertEquals(
                    "Error calling the VM: Error executing Wasm: Wasmer runtime error: RuntimeError: Error executing"
                            + " Wasm: Wasmer runtime error: RuntimeError: Maximum call depth exceeded.",
                    failure(chain, FROM_INSIDE));
        }
    }

    @Test
    void callersStackDoesNotMatter() throws VmException, InterruptedException {
        try (ProbeChain chain = ProbeChain.in(directory)) {
            AtomicReference<String> seen = new AtomicReference<>("");
            Runnable small = () -> {
                try {
                    seen.set(failure(chain, Probe.contract(Cwa2023002Test::bottomless)));
                } catch (VmException e) {
                    throw new IllegalStateException(e);
                }
            };
            Thread thread = new Thread(null, small, "small", 64 * 1024);
            thread.start();
            thread.join();
            assertEquals(
                    "Error calling the VM: Error executing Wasm: Wasmer runtime error: RuntimeError: call stack exhausted",
                    seen.get());
            Thread.ofVirtual().start(small).join();
            assertEquals(
                    "Error calling the VM: Error executing Wasm: Wasmer runtime error: RuntimeError: call stack exhausted",
                    seen.get());
        }
    }

    private static String failure(ProbeChain chain, byte[] contract) throws VmException {
        MockChain mock = new MockChain();
        mock.store().entries().put(Probe.KEY_TEXT.getBytes(StandardCharsets.UTF_8), new byte[] {1});
        CallOutcome.Failed failed =
                assertInstanceOf(CallOutcome.Failed.class, chain.call(contract, EntryPoint.QUERY, mock.backend()));
        return assertInstanceOf(VmError.Message.class, failed.error()).text();
    }
}
