package dev.orrery.server.vmservice;

import static dev.orrery.server.vmservice.TestChain.ok;
import static dev.orrery.server.vmservice.TestChain.text;
import static dev.orrery.server.vmservice.TestChain.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.orrery.proto.vm.v1.CallDone;
import dev.orrery.proto.vm.v1.CallRequest;
import dev.orrery.proto.vm.v1.Failure;
import dev.orrery.proto.vm.v1.GasReport;
import dev.orrery.proto.vm.v1.HostRequest;
import dev.orrery.proto.vm.v1.HostRequest.RequestCase;
import dev.orrery.proto.vm.v1.HostResponse;
import dev.orrery.proto.vm.v1.HostStatus;
import dev.orrery.proto.vm.v1.Order;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One call after the other, as the protocol has them. */
class CallSessionTest {
    private TestServer server;
    private TestChain chain;
    private String handle;
    private ByteString probe;
    private final List<HostRequest> asked = new ArrayList<>();

    @BeforeEach
    void open(@TempDir Path folder) {
        server = TestServer.onSocket(folder);
        chain = server.connect();
        handle = chain.open("vm");
        probe = chain.store(handle, Probe.wasm());
    }

    @AfterEach
    void close() {
        chain.close();
        server.close();
    }

    private CallRequest.Builder call(String msg) {
        return TestChain.call(handle, probe, "execute", msg);
    }

    /** Makes a call whose requests all get this answer. */
    private CallDone run(String msg, HostResponse answer) {
        return chain.run(call(msg), request -> {
            asked.add(request);
            return answer;
        });
    }

    @Test
    void aCallThatAsksNothingReturnsItsResultAndGas() {
        CallDone done = chain.run(call(""), TestChain::unasked);
        assertFalse(done.hasFailure());
        assertEquals(Probe.NOTHING, text(done));
        GasReport gas = done.getGas();
        assertEquals(TestChain.GAS, gas.getLimit());
        assertEquals(0, gas.getUsedExternally());
        assertEquals(gas.getLimit(), gas.getRemaining() + gas.getUsedInternally());
        assertTrue(gas.getUsedInternally() > 500_000, gas.toString());
    }

    @Test
    void gasThatTheChainReportsIsExternalAndAddressPricesAreInternal() {
        GasReport plain = run("gv", HostResponse.getDefaultInstance()).getGas();
        GasReport charged = run("gv", ok().setGasUsed(1000).setCost(30).build()).getGas();
        assertEquals(1000, charged.getUsedExternally());
        assertEquals(plain.getUsedInternally() + 30, charged.getUsedInternally());
    }

    @Test
    void theLargestGasLimitIsAnOrdinaryOne() {
        CallDone done = chain.run(call("g").setGasLimit(-1), request -> value("x"));
        assertEquals("x", text(done));
        assertEquals(-1, done.getGas().getLimit());
    }

    @Test
    void outOfGasIsTypedAndReported() {
        CallDone done = chain.run(call("l").setGasLimit(5_000_000), TestChain::unasked);
        assertEquals(Failure.KindCase.OUT_OF_GAS, done.getFailure().getKindCase());
        assertEquals(0, done.getGas().getRemaining());
        assertEquals(5_000_000, done.getGas().getUsedInternally());
        assertFalse(done.hasData());
    }

    @Test
    void aTrapIsAFailureWithWasmvmsText() {
        CallDone done = chain.run(call("x"), TestChain::unasked);
        assertEquals(
                "Error calling the VM: Error executing Wasm: Wasmer runtime error: RuntimeError: unreachable",
                done.getFailure().getMessage());
        assertTrue(done.getGas().getUsedInternally() > 0);
    }

    @Test
    void aMissingValueDiffersFromAnEmptyOne() {
        assertEquals(Probe.NOTHING, text(run("g", ok().build())));
        assertEquals("", text(run("g", value(""))));
    }

    @Test
    void writesCarryKeyAndValue() {
        run("sd", ok().build());
        assertEquals("key", asked.get(0).getSet().getKey().toStringUtf8());
        assertEquals("value", asked.get(0).getSet().getValue().toStringUtf8());
        assertEquals("key", asked.get(1).getDelete().getKey().toStringUtf8());
    }

    @Test
    void anAbsentScanBoundStaysAbsent() {
        run("r", ok().setIterator(1).build());
        assertFalse(asked.getFirst().getScan().hasStart());
        assertFalse(asked.getFirst().getScan().hasEnd());
        assertEquals(Order.ORDER_ASCENDING, asked.getFirst().getScan().getOrder());
    }

    @Test
    void anIteratorIsAskedForByTheChainsOwnNumber() {
        CallDone done = chain.run(call("rn"), request -> {
            asked.add(request);
            return request.hasScan()
                    ? ok().setIterator(77).build()
                    : ok().setKey(ByteString.copyFromUtf8("k"))
                            .setValue(ByteString.copyFromUtf8("v"))
                            .build();
        });
        assertEquals(77, asked.get(1).getNext().getIterator());
        assertEquals("k\0\0\0\1v\0\0\0\1", text(done));
    }

    @Test
    void theEndOfAnIteratorIsTwoEmptySections() {
        CallDone done = chain.run(
                call("rn"),
                request -> request.hasScan() ? ok().setIterator(1).build() : HostResponse.getDefaultInstance());
        assertEquals("\0\0\0\0\0\0\0\0", text(done));
    }

    @Test
    void anIteratorThatWasNeverOpenedFailsWithoutAskingTheChain() {
        CallDone done = chain.run(call("u"), TestChain::unasked);
        assertTrue(done.getFailure().getMessage().endsWith("Iterator with ID 9 does not exist"), done.toString());
    }

    @Test
    void aQueryCarriesItsTextAndTheGasThatIsLeft() {
        CallDone done = run("q", value("{\"ok\":{\"ok\":\"aGk=\"}}"));
        assertEquals("{\"ok\":{\"ok\":\"aGk=\"}}", text(done));
        assertEquals("request", asked.getFirst().getQuery().getRequest().toStringUtf8());
        long left = asked.getFirst().getQuery().getGasLimit();
        assertTrue(left > 0 && left < TestChain.GAS, Long.toString(left));
    }

    @Test
    void debugTextsComeOnlyIfAskedFor() {
        chain.run(call("pp"), TestChain::unasked);
        CallDone done = chain.run(call("ppg").setPrintDebug(true), request -> {
            asked.add(request);
            return HostResponse.getDefaultInstance();
        });
        assertFalse(done.hasFailure());
        assertEquals(List.of("DEBUG", "DEBUG", "GET"), TestChain.kinds(asked));
        assertEquals("ppg", asked.getFirst().getDebug().getText());
    }

    @Test
    void aStatusOfTheChainEndsTheCallInWasmvmsWords() {
        record Case(HostResponse.Builder answer, String end) {}
        String backend = "Error calling into the VM's backend: ";
        ByteString why = ByteString.copyFrom(new byte[] {'n', 'o', (byte) 0xFF});
        for (Case c : List.of(
                new Case(ok().setStatus(HostStatus.HOST_STATUS_PANIC), backend + "Panic in FFI call"),
                new Case(ok().setStatus(HostStatus.HOST_STATUS_BAD_ARGUMENT), backend + "Bad argument"),
                new Case(ok().setStatus(HostStatus.HOST_STATUS_OUT_OF_GAS), "Ran out of gas during contract execution"),
                new Case(
                        ok().setStatus(HostStatus.HOST_STATUS_USER_ERROR).setError(why),
                        backend + "User error during call into backend: no\uFFFD"),
                new Case(
                        ok().setStatus(HostStatus.HOST_STATUS_CANNOT_SERIALIZE).setError(why),
                        backend + "Unknown error during call into backend: no\uFFFD"),
                new Case(
                        ok().setStatusValue(99),
                        backend + "Unknown error during call into backend: Failed to read a key in the db: key"))) {
            CallDone done = run("g", c.answer().setGasUsed(7).build());
            assertTrue(done.getFailure().getMessage().endsWith("RuntimeError: " + c.end()), done.toString());
            assertEquals(7, done.getGas().getUsedExternally());
        }
    }

    @Test
    void anAddressErrorGoesToTheContractAndIsCutAt8192Bytes() {
        HostResponse refusal = ok().setStatus(HostStatus.HOST_STATUS_USER_ERROR)
                .setError(ByteString.copyFromUtf8("a".repeat(10_000)))
                .build();
        assertEquals("a".repeat(8192), text(run("v", refusal)));
        assertEquals("address", asked.getFirst().getValidate().getHuman());
    }

    @Test
    void whatIsAbsentFailsInTheOrderInWhichItIsLookedAt() {
        record Case(UnaryOperator<CallRequest.Builder> without, String text) {}
        for (Case c : List.of(
                new Case(r -> r.clearChecksum().clearEnv(), "Null/Nil argument: checksum"),
                new Case(r -> r.setChecksum(ByteString.copyFromUtf8("short")), "Checksum not of length 32"),
                new Case(r -> r.clearEnv().clearMsg(), "Null/Nil argument: arg1"),
                new Case(r -> r.clearInfo().clearMsg(), "Null/Nil argument: arg2"),
                new Case(r -> r.clearMsg(), "Null/Nil argument: arg3"))) {
            CallDone done = chain.run(c.without().apply(call("")), TestChain::unasked);
            assertEquals(c.text(), done.getFailure().getMessage());
            assertEquals(GasReport.getDefaultInstance(), done.getGas());
        }
    }

    @Test
    void entryPointsTakeTheArgumentsThatWasmvmGivesThem() {
        for (String entry : List.of("query", "sudo", "migrate")) {
            CallRequest.Builder call = TestChain.call(handle, probe, entry, "g").clearInfo();
            assertEquals("x", text(chain.run(call, request -> value("x"))), entry);
        }
    }

    @Test
    void aMigrationWithInfoIsRepeatedWithoutItForAnOldContract() {
        CallRequest.Builder call = TestChain.call(handle, probe, "migrate", "g");
        CallDone twoArgs = chain.run(call, request -> value("x"));
        CallDone threeArgs = chain.run(call.setMigrateInfo(ByteString.copyFromUtf8("{}")), request -> value("x"));
        assertEquals("x", text(threeArgs));
        assertTrue(threeArgs.getGas().getUsedInternally() > twoArgs.getGas().getUsedInternally() + 500_000);
    }

    @Test
    void aQueryMustNotWrite() {
        CallDone done = chain.run(TestChain.call(handle, probe, "query", "s"), TestChain::unasked);
        assertTrue(
                done.getFailure().getMessage().endsWith("Must not call a writing storage function in this context."));
    }

    @Test
    void anUnknownCodeFailsWithoutGas() {
        CallRequest.Builder call = call("").setChecksum(ByteString.copyFrom(new byte[32]));
        CallDone done = chain.run(call, TestChain::unasked);
        assertEquals(
                "Error calling the VM: Cache error: Error opening Wasm file for reading",
                done.getFailure().getMessage());
        assertEquals(GasReport.getDefaultInstance(), done.getGas());
    }

    @Test
    void aStreamServesAnyNumberOfCalls() {
        try (TestChain.Stream stream = chain.stream()) {
            for (int i = 0; i < 50; i++) {
                String expected = "answer " + i;
                assertEquals(expected, text(stream.run(call("g").build(), request -> value(expected))));
            }
        }
    }

    @Test
    void aChainThatHangsUpAfterItsCallStillGetsTheResult() {
        try (TestChain.Stream stream = chain.stream()) {
            stream.send(call("").build());
            stream.halfClose();
            assertEquals(Probe.NOTHING, text(stream.read().getDone()));
            assertTrue(stream.end().isOk());
        }
    }

    @Test
    void aQueryOfAnotherContractRunsOnAnotherStreamWhileThisOneWaits() {
        CallDone done = chain.run(call("q"), outer -> {
            assertEquals(RequestCase.QUERY, outer.getRequestCase());
            CallDone inner =
                    chain.run(TestChain.call(handle, probe, "query", "g"), request -> value("{\"ok\":{\"ok\":\"\"}}"));
            return ok().setValue(inner.getData()).build();
        });
        assertEquals("{\"ok\":{\"ok\":\"\"}}", text(done));
    }

    @Test
    void anAnswerAsLargeAsAFrameGetsThrough() {
        // The contract's memory ends where one of 4 MiB does not fit: the call fails, the stream lives.
        String large = "x".repeat(4 << 20);
        try (TestChain.Stream stream = chain.stream()) {
            CallDone done = stream.run(call("g").build(), request -> value(large));
            assertTrue(done.getFailure().getMessage().contains("Tried to access memory of region"), done.toString());
            assertEquals("x", text(stream.run(call("g").build(), request -> value("x"))));
        }
    }
}
