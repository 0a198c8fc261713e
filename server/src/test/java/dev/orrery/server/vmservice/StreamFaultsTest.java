package dev.orrery.server.vmservice;

import static dev.orrery.server.vmservice.TestChain.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.orrery.proto.vm.v1.CallRequest;
import dev.orrery.proto.vm.v1.ChainFrame;
import dev.orrery.proto.vm.v1.HostResponse;
import io.grpc.Status;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a call when its stream goes wrong: it ends, its thread is free, the server lives. */
class StreamFaultsTest {
    private TestServer server;
    private TestChain chain;
    private String handle;
    private ByteString probe;
    private long threadsBefore;

    @BeforeEach
    void open(@TempDir Path folder) {
        threadsBefore = TestServer.callThreads();
        server = TestServer.onSocket(folder);
        chain = server.connect();
        handle = chain.open("vm");
        probe = chain.store(handle, Probe.wasm());
    }

    @AfterEach
    void theServerLivesAndNothingIsLeft() {
        assertEquals("x", TestChain.text(chain.run(call("g"), request -> value("x"))));
        chain.close();
        TestServer.await("no call runs", () -> server.callsRunning() == 0);
        TestServer.await("the handle is closed", () -> server.handlesOpen() == 0);
        TestServer.await("the threads are gone", () -> TestServer.callThreads() <= threadsBefore);
        server.close();
    }

    private CallRequest.Builder call(String msg) {
        return TestChain.call(handle, probe, "execute", msg);
    }

    @Test
    void aCallWhoseStreamIsCancelledWhileItWaitsEnds() {
        try (TestChain.Stream stream = chain.stream()) {
            stream.send(call("g").build());
            assertTrue(stream.read().getHostRequest().hasGet());
        }
        TestServer.await("the call is cancelled", () -> server.callsEnded("cancelled") == 1);
    }

    @Test
    void aCallWhoseConnectionIsLostEndsAndSoDoesTheHandle() {
        TestChain other = server.connect();
        String itsHandle = other.open("other");
        ByteString itsCode = other.store(itsHandle, Probe.wasm());
        TestChain.Stream stream = other.stream();
        stream.send(TestChain.call(itsHandle, itsCode, "execute", "g").build());
        stream.read();
        assertEquals(2, server.handlesOpen());
        other.close();
        TestServer.await("the call is cancelled", () -> server.callsEnded("cancelled") == 1);
        TestServer.await("its handle is closed", () -> server.handlesOpen() == 1);
    }

    @Test
    void aCallThatOnlyComputesEndsWithItsStream() {
        try (TestChain.Stream stream = chain.stream()) {
            stream.send(call("l").setGasLimit(-1).build());
            TestServer.await("it runs", () -> server.callsRunning() == 1);
        }
        TestServer.await("the call is cancelled", () -> server.callsEnded("cancelled") == 1);
    }

    @Test
    void aSecondCallOnABusyStreamBreaksIt() {
        try (TestChain.Stream stream = chain.stream()) {
            stream.send(call("g").build());
            stream.read();
            stream.send(call("g").build());
            assertEquals(Status.Code.FAILED_PRECONDITION, stream.end().getCode());
        }
    }

    @Test
    void twoFramesAtOnceBreakTheStream() {
        long gasOfAboutASecond = 500_000_000_000L;
        try (TestChain.Stream stream = chain.stream()) {
            stream.send(call("l").setGasLimit(gasOfAboutASecond).build());
            stream.send(call("g").build());
            stream.send(call("g").build());
            assertEquals(Status.Code.FAILED_PRECONDITION, stream.end().getCode());
        }
    }

    @Test
    void anAnswerWithoutAQuestionBreaksTheStream() {
        try (TestChain.Stream stream = chain.stream()) {
            stream.send(HostResponse.getDefaultInstance());
            assertEquals(Status.Code.FAILED_PRECONDITION, stream.end().getCode());
        }
    }

    @Test
    void anAnswerBetweenTwoCallsBreaksTheStream() {
        try (TestChain.Stream stream = chain.stream()) {
            stream.run(call("").build(), TestChain::unasked);
            stream.send(HostResponse.getDefaultInstance());
            assertEquals(Status.Code.FAILED_PRECONDITION, stream.end().getCode());
        }
    }

    @Test
    void anEmptyFrameBreaksTheStream() {
        try (TestChain.Stream stream = chain.stream()) {
            stream.send(ChainFrame.getDefaultInstance());
            assertEquals(Status.Code.FAILED_PRECONDITION, stream.end().getCode());
        }
    }

    @Test
    void aChainThatHangsUpWhileAnAnswerIsDueIsToldSo() {
        try (TestChain.Stream stream = chain.stream()) {
            stream.send(call("g").build());
            stream.read();
            stream.halfClose();
            Status end = stream.end();
            assertEquals(Status.Code.FAILED_PRECONDITION, end.getCode());
            assertTrue(end.getDescription().contains("hung up"), end.toString());
        }
    }

    @Test
    void aHandleThatIsNotOpenIsNotFound() {
        try (TestChain.Stream stream = chain.stream()) {
            stream.send(call("").setHandle("no such").build());
            assertEquals(Status.Code.NOT_FOUND, stream.end().getCode());
        }
    }

    @Test
    void aHandleThatWasClosedIsNotFoundOnAStreamThatWorkedBefore() {
        String second = chain.open("second");
        ByteString code = chain.store(second, Probe.wasm());
        try (TestChain.Stream stream = chain.stream()) {
            CallRequest request = TestChain.call(second, code, "execute", "").build();
            stream.run(request, TestChain::unasked);
            chain.vm.close(dev.orrery.proto.vm.v1.CloseRequest.newBuilder()
                    .setHandle(second)
                    .build());
            stream.send(request);
            assertEquals(Status.Code.NOT_FOUND, stream.end().getCode());
        }
    }

    @Test
    void anUnknownEntryPointIsAnInvalidArgument() {
        try (TestChain.Stream stream = chain.stream()) {
            stream.send(call("").setEntryPoint("allocate").build());
            assertEquals(Status.Code.INVALID_ARGUMENT, stream.end().getCode());
        }
    }

    /** grpc-java resets a stream whose message it refuses, so the reason is in the server's log only. */
    @Test
    void aFrameAboveTheLimitBreaksItsStreamAlone() {
        try (TestChain.Stream stream = chain.stream()) {
            stream.send(call("g")
                    .setMsg(ByteString.copyFrom(new byte[TestServer.MAX_FRAME_BYTES]))
                    .build());
            assertEquals(Status.Code.CANCELLED, stream.end().getCode());
        }
        try (TestChain.Stream stream = chain.stream()) {
            stream.send(call("g").build());
            stream.read();
            stream.send(value("x".repeat(TestServer.MAX_FRAME_BYTES)));
            assertEquals(Status.Code.CANCELLED, stream.end().getCode());
        }
    }

    @Test
    void aChainThatDoesNotReadHoldsUpItsOwnCallAndNothingElse() {
        int lines = 4000;
        try (TestChain.Stream stream = chain.stream()) {
            stream.send(call("p".repeat(lines)).setPrintDebug(true).build());
            for (int i = 0; i < 10; i++) {
                assertTrue(stream.read().getHostRequest().hasDebug());
                assertEquals("x", TestChain.text(chain.run(call("g"), request -> value("x"))));
            }
            assertEquals(1, server.callsRunning());
            for (int i = 10; i < lines; i++) {
                assertTrue(stream.read().getHostRequest().hasDebug());
            }
            assertTrue(stream.read().hasDone());
        }
    }

    @Test
    void aChainThatGoesAwayWithoutReadingFreesItsCall() {
        try (TestChain.Stream stream = chain.stream()) {
            stream.send(call("p".repeat(4000)).setPrintDebug(true).build());
            stream.read();
        }
        TestServer.await("the call is cancelled", () -> server.callsEnded("cancelled") == 1);
    }
}
