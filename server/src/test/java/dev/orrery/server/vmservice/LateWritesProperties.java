package dev.orrery.server.vmservice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.orrery.proto.vm.v1.CallDone;
import dev.orrery.proto.vm.v1.CallRequest;
import dev.orrery.proto.vm.v1.Delete;
import dev.orrery.proto.vm.v1.HostRequest;
import dev.orrery.proto.vm.v1.HostResponse;
import dev.orrery.proto.vm.v1.HostStatus;
import dev.orrery.proto.vm.v1.Set;
import dev.orrery.proto.vm.v1.VmFrame;
import dev.orrery.proto.vm.v1.Write;
import dev.orrery.proto.vm.v1.WriteReport;
import io.grpc.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Calls whose writes are sent late come out as if they had waited for each write: outcome, gas, and what the chain was made to
 * do, whatever the gas limit and whatever fails.
 */
class LateWritesProperties {
    /** What a probe may be made to do with its chain; writes more often than it is usual. */
    private static final String STEPS = "sdsdsdgqvrnx";

    private TestServer server;
    private TestChain chain;
    private TestChain.Stream stream;
    private String handle;
    private ByteString probe;

    @BeforeEach
    void open(@TempDir Path folder) {
        server = TestServer.onSocket(folder);
        chain = server.connect();
        handle = chain.open("vm");
        probe = chain.store(handle, Probe.wasm());
        stream = chain.stream();
    }

    @AfterEach
    void close() {
        stream.close();
        chain.close();
        server.close();
    }

    /** A chain with prices drawn from a seed, one operation of which fails. */
    private static final class World {
        private final Random random;
        private final int failing;
        private final HostStatus status;
        private final List<String> done = new ArrayList<>();
        private int writesInCall;

        World(long seed, int failing, HostStatus status) {
            this.random = new Random(seed);
            this.failing = failing;
            this.status = status;
        }

        HostResponse act(HostRequest request, long before) {
            HostResponse.Builder answer = HostResponse.newBuilder();
            HostRequest own = request.toBuilder().clearWrites().clearGasLeft().build();
            if (own.hasQuery()) {
                // What a query may use is part of what the chain is made to do.
                own = own.toBuilder()
                        .setQuery(own.getQuery().toBuilder()
                                .setGasLimit(own.getQuery().getGasLimit() - before))
                        .build();
            }
            done.add(own.toString());
            boolean fails = done.size() == failing;
            if (fails && status == HostStatus.HOST_STATUS_PANIC) {
                return answer.setStatus(status).build();
            }
            if (fails) {
                answer.setStatus(status).setError(ByteString.copyFromUtf8("no"));
            }
            int price = random.nextInt(5) == 0 ? random.nextInt(4_000_000) : random.nextInt(300_000);
            return switch (own.getRequestCase()) {
                case VALIDATE -> answer.setCost(price).build();
                case SCAN -> answer.setGasUsed(price).setIterator(1).build();
                case QUERY ->
                    answer.setGasUsed(price)
                            .setValue(ByteString.copyFromUtf8("{\"ok\":{\"ok\":\"\"}}"))
                            .build();
                default -> answer.setGasUsed(price).build();
            };
        }

        WriteReport settle(List<Write> writes) {
            WriteReport.Builder report = WriteReport.newBuilder();
            long used = 0;
            writesInCall += writes.size();
            for (Write write : writes) {
                if (Long.compareUnsigned(used, write.getGasLeft()) > 0) {
                    break;
                }
                HostResponse answer = act(request(write), 0);
                report.addGasUsed(answer.getGasUsed());
                used += answer.getGasUsed();
                if (answer.getStatus() != HostStatus.HOST_STATUS_OK) {
                    report.setStatus(answer.getStatus());
                    if (answer.hasError()) {
                        report.setError(answer.getError());
                    }
                    break;
                }
            }
            return report.build();
        }

        private static HostRequest request(Write write) {
            return write.hasValue()
                    ? HostRequest.newBuilder()
                            .setSet(Set.newBuilder().setKey(write.getKey()).setValue(write.getValue()))
                            .build()
                    : HostRequest.newBuilder()
                            .setDelete(Delete.newBuilder().setKey(write.getKey()))
                            .build();
        }
    }

    private static boolean isWhole(WriteReport report, List<Write> writes, long gasLeft) {
        long used = report.getGasUsedList().stream().mapToLong(Long::longValue).sum();
        return report.getGasUsedCount() == writes.size()
                && report.getStatus() == HostStatus.HOST_STATUS_OK
                && Long.compareUnsigned(used, gasLeft) <= 0;
    }

    private CallDone run(CallRequest call, World world) {
        stream.send(call);
        while (true) {
            VmFrame frame = stream.read();
            if (frame.hasDone()) {
                List<Write> writes = frame.getDone().getWritesList();
                if (writes.isEmpty()) {
                    return frame.getDone();
                }
                WriteReport report = world.settle(writes);
                stream.send(HostResponse.newBuilder().setWrites(report).build());
                if (isWhole(report, writes, frame.getDone().getGas().getRemaining())) {
                    return frame.getDone().toBuilder().clearWrites().build();
                }
            } else {
                stream.send(answer(frame.getHostRequest(), world));
            }
        }
    }

    private static HostResponse answer(HostRequest request, World world) {
        if (request.getWritesCount() == 0) {
            return world.act(request, 0);
        }
        WriteReport report = world.settle(request.getWritesList());
        if (!isWhole(report, request.getWritesList(), request.getGasLeft())) {
            return HostResponse.newBuilder().setWrites(report).build();
        }
        long used = report.getGasUsedList().stream().mapToLong(Long::longValue).sum();
        return world.act(request, used).toBuilder().setWrites(report).build();
    }

    private CallRequest call(String steps, long gasLimit, boolean late) {
        return TestChain.call(handle, probe, "execute", steps)
                .setGasLimit(gasLimit)
                .setWriteBehind(late)
                .build();
    }

    /** Gas used externally is the chain's to know, and comes late if writes do. */
    private static CallDone comparable(CallDone done) {
        return done.toBuilder()
                .setGas(done.getGas().toBuilder().clearUsedExternally().clearRemaining())
                .build();
    }

    @Test
    void lateWritesChangeNothing() {
        Random random = new Random(20261126);
        int late = 0;
        int failures = 0;
        for (int i = 0; i < 3000; i++) {
            StringBuilder steps = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--) {
                steps.append(
                        STEPS.charAt(random.nextInt(random.nextInt(3) == 0 ? STEPS.length() : STEPS.length() - 1)));
            }
            long seed = random.nextLong();
            HostStatus status = HostStatus.forNumber(1 + random.nextInt(6));
            int failing = random.nextInt(3) == 0 ? 1 + random.nextInt(8) : 0;
            long limit = random.nextInt(4) == 0 ? -1 : (long) (random.nextDouble() * random.nextDouble() * 12_000_000);
            World waiting = new World(seed, failing, status);
            World behind = new World(seed, failing, status);
            CallDone expected = run(call(steps.toString(), limit, false), waiting);
            CallDone got = run(call(steps.toString(), limit, true), behind);
            String what =
                    steps + " with " + Long.toUnsignedString(limit) + ", step " + failing + " fails with " + status;
            assertEquals(comparable(expected), comparable(got), what);
            assertEquals(waiting.done, behind.done, what);
            assertEquals(0, waiting.writesInCall);
            late += behind.writesInCall;
            failures += expected.hasFailure() ? 1 : 0;
        }
        assertTrue(late > 1000 && failures > 500, late + " late writes, " + failures + " failures");
    }

    @Test
    void aLongRowOfWritesIsSentInParts() {
        World world = new World(1, 0, HostStatus.HOST_STATUS_OK);
        CallDone done = run(call("s".repeat(200), -1, true), world);
        assertFalse(done.hasFailure());
        assertEquals(200, world.done.size());
        assertTrue(world.writesInCall < 200 && world.writesInCall > 190, "late: " + world.writesInCall);
    }

    @Test
    void aCallThatPrintsWaitsForItsWrites() {
        World world = new World(1, 0, HostStatus.HOST_STATUS_OK);
        run(call("sss", -1, true).toBuilder().setPrintDebug(true).build(), world);
        assertEquals(0, world.writesInCall);
    }

    @Test
    void aWriteThatIsLeftOutWithoutAReasonBreaksTheStream() {
        stream.send(call("ssg", -1, true));
        assertEquals(2, stream.read().getHostRequest().getWritesCount());
        stream.send(HostResponse.newBuilder()
                .setWrites(WriteReport.newBuilder().addGasUsed(1))
                .build());
        assertEquals(Status.Code.FAILED_PRECONDITION, stream.end().getCode());
    }
}
