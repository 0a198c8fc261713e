package dev.orrery.server.vmservice;

import static dev.orrery.server.vmservice.TestChain.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.proto.vm.v1.CallDone;
import dev.orrery.proto.vm.v1.CallRequest;
import dev.orrery.proto.vm.v1.ChainFrame;
import dev.orrery.proto.vm.v1.HostResponse;
import dev.orrery.proto.vm.v1.LaneOffer;
import dev.orrery.proto.vm.v1.LaneReply;
import dev.orrery.proto.vm.v1.LaneRequest;
import dev.orrery.proto.vm.v1.VersionRequest;
import dev.orrery.proto.vm.v1.VmFrame;
import dev.orrery.server.lane.ChainLane;
import io.grpc.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls through a lane: like those on the stream, also when they go wrong. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LaneSessionTest {
    private Path folder;
    private TestServer server;
    private TestChain chain;
    private String handle;
    private ByteString probe;
    private long threadsBefore;

    @BeforeEach
    void open(@TempDir Path here) {
        folder = here;
        threadsBefore = TestServer.callThreads();
        server = TestServer.onSocket(folder);
        chain = server.connect();
        handle = chain.open("vm");
        probe = chain.store(handle, Probe.wasm());
    }

    @AfterEach
    void theServerLivesAndNothingIsLeft() throws IOException {
        TestServer.await("the test's lanes are gone", () -> server.lanes() == 0);
        try (TestChain.Stream stream = chain.stream();
                ChainLane lane = open(stream)) {
            assertEquals("x", run(lane, call("g").build(), value("x")));
        }
        chain.close();
        TestServer.await("no call runs", () -> server.callsRunning() == 0);
        TestServer.await("no lane is left", () -> server.lanes() == 0);
        TestServer.await("the threads are gone", () -> TestServer.callThreads() <= threadsBefore);
        server.close();
        try (var files = Files.list(folder)) {
            assertFalse(files.anyMatch(file -> file.getFileName().toString().startsWith("orrery-lane-")));
        }
    }

    private CallRequest.Builder call(String msg) {
        return TestChain.call(handle, probe, "execute", msg);
    }

    private LaneOffer ask(TestChain.Stream stream) {
        stream.send(ChainFrame.newBuilder()
                .setLaneRequest(LaneRequest.newBuilder().setHandle(handle))
                .build());
        return stream.read().getLaneOffer();
    }

    private static void reply(TestChain.Stream stream, boolean mapped) {
        stream.send(ChainFrame.newBuilder()
                .setLaneReply(LaneReply.newBuilder().setMapped(mapped))
                .build());
    }

    private ChainLane open(TestChain.Stream stream) {
        LaneOffer offer = ask(stream);
        ChainLane lane = ChainLane.map(Path.of(offer.getPath()), offer.getRingBytes());
        assertArrayEquals(offer.getNonce().toByteArray(), lane.nonce());
        reply(stream, true);
        return lane;
    }

    private static void send(ChainLane lane, CallRequest call) {
        lane.send(ChainFrame.newBuilder().setCall(call).build().toByteArray());
    }

    private static void send(ChainLane lane, HostResponse response) {
        lane.send(ChainFrame.newBuilder().setHostResponse(response).build().toByteArray());
    }

    private static VmFrame read(ChainLane lane) {
        try {
            return VmFrame.parseFrom(lane.receive());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static String run(ChainLane lane, CallRequest call, HostResponse answer) {
        send(lane, call);
        while (true) {
            VmFrame frame = read(lane);
            if (frame.hasDone()) {
                return TestChain.text(frame.getDone());
            }
            assertTrue(frame.hasHostRequest(), frame::toString);
            send(lane, answer);
        }
    }

    @Test
    void manyCallsGoThroughOneLane() {
        assertTrue(chain.vm
                .version(VersionRequest.getDefaultInstance())
                .getFeaturesList()
                .contains("lane"));
        try (TestChain.Stream stream = chain.stream();
                ChainLane lane = open(stream)) {
            for (int i = 0; i < 100; i++) {
                assertEquals("answer " + i, run(lane, call("g").build(), value("answer " + i)));
            }
            assertEquals(1, server.lanes());
        }
    }

    @Test
    void aCallOnTheStreamMayComeBeforeTheLane() {
        try (TestChain.Stream stream = chain.stream()) {
            assertEquals("a", TestChain.text(stream.run(call("g").build(), request -> value("a"))));
            try (ChainLane lane = open(stream)) {
                assertEquals("b", run(lane, call("g").build(), value("b")));
            }
        }
    }

    @Test
    void framesLargerThanTheRingPassInPortions() {
        String large = "x".repeat(300 * 1024);
        try (TestChain.Stream stream = chain.stream();
                ChainLane lane = open(stream)) {
            assertEquals(large, run(lane, call("g").build(), value(large)));
        }
    }

    @Test
    void aChainThatCannotMapGoesOnOnTheStream() throws IOException {
        try (TestChain.Stream stream = chain.stream()) {
            LaneOffer offer = ask(stream);
            reply(stream, false);
            CallDone done = stream.run(call("g").build(), request -> value("x"));
            assertEquals("x", TestChain.text(done));
            assertFalse(Files.exists(Path.of(offer.getPath())));
            assertEquals(0, server.lanes());
        }
    }

    @Test
    void whenTheLanesAreUsedUpThereIsTheStream() {
        try (TestChain.Stream first = chain.stream();
                TestChain.Stream second = chain.stream();
                TestChain.Stream third = chain.stream();
                ChainLane a = open(first);
                ChainLane b = open(second)) {
            assertEquals("", ask(third).getPath());
            assertEquals("x", TestChain.text(third.run(call("g").build(), request -> value("x"))));
            assertEquals("a", run(a, call("g").build(), value("a")));
            assertEquals("b", run(b, call("g").build(), value("b")));
        }
    }

    @Test
    void aHandleThatIsNotOpenIsNotFound() {
        try (TestChain.Stream stream = chain.stream()) {
            handle = handle + "?";
            stream.send(ChainFrame.newBuilder()
                    .setLaneRequest(LaneRequest.newBuilder().setHandle(handle))
                    .build());
            assertEquals(Status.Code.NOT_FOUND, stream.end().getCode());
            handle = handle.substring(0, handle.length() - 1);
        }
    }

    @Test
    void aCallWhoseStreamIsCancelledEnds() {
        try (TestChain.Stream stream = chain.stream();
                ChainLane lane = open(stream)) {
            send(lane, call("g").build());
            assertTrue(read(lane).getHostRequest().hasGet());
        }
        TestServer.await("the call is cancelled", () -> server.callsEnded("cancelled") == 1);
    }

    @Test
    void aFrameBesideTheLaneBreaksTheStream() {
        try (TestChain.Stream stream = chain.stream();
                ChainLane lane = open(stream)) {
            assertEquals("x", run(lane, call("g").build(), value("x")));
            stream.send(call("g").build());
            assertEquals(Status.Code.FAILED_PRECONDITION, stream.end().getCode());
        }
    }

    @Test
    void anAnswerWhereACallIsDueBreaksTheStream() {
        try (TestChain.Stream stream = chain.stream();
                ChainLane lane = open(stream)) {
            send(lane, value("x"));
            assertEquals(Status.Code.FAILED_PRECONDITION, stream.end().getCode());
        }
    }

    @Test
    void aFrameThatIsTooLongBreaksTheStreamAndTheLimitIsNamed() {
        assertEquals(
                TestServer.MAX_FRAME_BYTES,
                chain.vm.version(VersionRequest.getDefaultInstance()).getMaxFrameBytes());
        for (int length : new int[] {TestServer.MAX_FRAME_BYTES + 1, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
            try (TestChain.Stream stream = chain.stream();
                    ChainLane lane = open(stream)) {
                lane.sendRaw(ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(length)
                        .array());
                Status end = stream.end();
                if (length < 0) {
                    assertEquals(Status.Code.FAILED_PRECONDITION, end.getCode());
                } else {
                    assertEquals(Status.Code.RESOURCE_EXHAUSTED, end.getCode());
                    assertTrue(end.getDescription().contains(TestServer.MAX_FRAME_BYTES + " bytes, see --max-frame"));
                }
            }
            TestServer.await("the lane is free", () -> server.lanes() == 0);
        }
    }

    @Test
    void bytesThatAreNoFrameBreakTheStreamAlsoDuringACall() {
        try (TestChain.Stream stream = chain.stream();
                ChainLane lane = open(stream)) {
            send(lane, call("g").build());
            read(lane);
            lane.send(new byte[] {(byte) 0xFF, (byte) 0xFF, 1});
            assertEquals(Status.Code.FAILED_PRECONDITION, stream.end().getCode());
        }
        TestServer.await("the call is cancelled", () -> server.callsEnded("cancelled") == 1);
    }

    @Test
    void aPositionOutsideTheRingBreaksTheStream() {
        try (TestChain.Stream stream = chain.stream();
                ChainLane lane = open(stream)) {
            lane.claimWritten(-1);
            assertEquals(Status.Code.FAILED_PRECONDITION, stream.end().getCode());
        }
    }

    @Test
    void aFileThatIsCutOffEndsItsStreamOnly() throws IOException {
        try (TestChain.Stream stream = chain.stream()) {
            LaneOffer offer = ask(stream);
            Path path = Path.of(offer.getPath());
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE);
                    ChainLane lane = ChainLane.map(path, offer.getRingBytes())) {
                reply(stream, true);
                assertEquals("x", run(lane, call("g").build(), value("x")));
                file.truncate(0);
                Status end = stream.end();
                assertEquals(Status.Code.FAILED_PRECONDITION, end.getCode());
                assertTrue(end.getDescription().contains("cut off"), end.toString());
            }
        }
    }
}
