package dev.orrery.vm.advisory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.orrery.testkit.wasm.Type;
import dev.orrery.vm.Backend;
import dev.orrery.vm.BackendResult;
import dev.orrery.vm.CallOutcome;
import dev.orrery.vm.EntryPoint;
import dev.orrery.vm.VmException;
import dev.orrery.vm.fixture.MemoryStore;
import dev.orrery.vm.fixture.MockChain;
import dev.orrery.vm.fixture.Probe;
import dev.orrery.vm.fixture.ProbeChain;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An absent byte vector and an empty one were mixed up at the border to the chain. Here they stay two things, both ways. */
class Cwa2021001Test {
    @TempDir
    private Path directory;

    /** Answers the region that {@code db_read} gives, or the standing response where it gives none. */
    private static final byte[] READER = Probe.contract(code -> {
        code.locals(1, Type.I32);
        Probe.call("db_read").accept(code.i32(Probe.KEY));
        // The local stands behind the arguments, of which a query has two.
        code.localTee(2).i32(Probe.RESPONSE).localGet(2).select();
    });

    @Test
    void missingKeyAndEmptyValueAreTwoThingsToTheContract() throws VmException {
        MockChain mock = new MockChain();
        try (ProbeChain chain = ProbeChain.in(directory)) {
            assertEquals(Probe.RESPONSE_TEXT, text(chain.call(READER, EntryPoint.QUERY, mock.backend())));
            mock.store().entries().put("key".getBytes(StandardCharsets.UTF_8), new byte[0]);
            assertEquals("", text(chain.call(READER, EntryPoint.QUERY, mock.backend())));
        }
    }

    @Test
    void absentBoundAndEmptyBoundAreTwoThingsToTheChain() throws VmException {
        List<Optional<Integer>> bounds = new ArrayList<>();
        MemoryStore store = new MemoryStore() {
            @Override
            public BackendResult<Integer> scan(Optional<byte[]> start, Optional<byte[]> end, Order order) {
                bounds.add(start.map(bound -> bound.length));
                bounds.add(end.map(bound -> bound.length));
                return super.scan(start, end, order);
            }
        };
        Backend mock = new MockChain().backend();
        Backend backend = new Backend(store, mock.api(), mock.querier(), mock.debug());
        byte[] scanner = Probe.contract(code -> {
            Probe.call("db_scan").accept(code.i32(0).i32(Probe.ROOM).i32(1));
            Probe.respond(code.drop());
        });
        try (ProbeChain chain = ProbeChain.in(directory)) {
            assertInstanceOf(CallOutcome.Returned.class, chain.call(scanner, EntryPoint.QUERY, backend));
        }
        assertEquals(List.of(Optional.empty(), Optional.of(0)), bounds);
    }

    private static String text(CallOutcome outcome) {
        return new String(assertInstanceOf(CallOutcome.Returned.class, outcome).output(), StandardCharsets.UTF_8);
    }
}
