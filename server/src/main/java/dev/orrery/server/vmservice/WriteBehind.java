package dev.orrery.server.vmservice;

import com.google.protobuf.ByteString;
import dev.orrery.proto.vm.v1.HostRequest;
import dev.orrery.proto.vm.v1.HostResponse;
import dev.orrery.proto.vm.v1.HostStatus;
import dev.orrery.proto.vm.v1.Write;
import dev.orrery.proto.vm.v1.WriteReport;
import dev.orrery.vm.CallCancelledException;
import dev.orrery.vm.GasGauge;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets a contract go on after a write and sends the write with the next question, or with the end of the call. On the thread of
 * the call; hot path.
 *
 * <p>The chain does the writes under the same conditions as if it had been asked for each, so what it does is the same. As long
 * as all writes succeed and their gas is there, so is the rest of the call. When that turns out not to be so, the contract is
 * already beyond the point at which the call failed, and how it failed depends on what it was doing there: the call is given up
 * and made again on what the chain has answered, which brings it to that very point.
 */
final class WriteBehind implements Chain {
    /** Writes that wait at most; one more is sent at once, with them. */
    private static final int MAX_WRITES = 64;

    /** Bytes of their keys and values: with them, a question still fits the ring of a lane. */
    private static final int MAX_BYTES = 24 * 1024;

    private final Chain chain;
    private final GasGauge gas;
    private final CallRecord record = new CallRecord();
    private final List<Write> waiting = new ArrayList<>();
    private int waitingBytes;
    private boolean stopped;

    WriteBehind(Chain chain, GasGauge gas) {
        this.chain = chain;
        this.gas = gas;
    }

    @Override
    public HostResponse ask(HostRequest request) {
        HostRequest.RequestCase kind = request.getRequestCase();
        boolean isWrite = kind == HostRequest.RequestCase.SET || kind == HostRequest.RequestCase.DELETE;
        if (isWrite && record.isComplete() && hasRoom(request)) {
            add(request);
            return HostResponse.getDefaultInstance();
        }
        if (waiting.isEmpty()) {
            HostResponse answer = chain.ask(request);
            record.add(kind, answer);
            return answer;
        }
        long gasLeft = gas.left();
        HostResponse answer = chain.ask(
                request.toBuilder().addAllWrites(waiting).setGasLeft(gasLeft).build());
        settle(answer.getWrites(), gasLeft);
        if (stopped) {
            throw new CallCancelledException();
        }
        record.add(kind, answer.toBuilder().clearWrites().build());
        return answer;
    }

    @Override
    public void tell(HostRequest request) {
        throw new IllegalStateException("debug texts tell the gas that is left: no write may wait");
    }

    private boolean hasRoom(HostRequest request) {
        return waiting.size() < MAX_WRITES && waitingBytes + request.getSerializedSize() <= MAX_BYTES;
    }

    private void add(HostRequest request) {
        waiting.add(
                request.hasSet()
                        ? write(request.getSet().getKey())
                                .setValue(request.getSet().getValue())
                                .build()
                        : write(request.getDelete().getKey()).build());
        waitingBytes += request.getSerializedSize();
    }

    private Write.Builder write(ByteString key) {
        return Write.newBuilder().setKey(key).setGasLeft(gas.left());
    }

    /** The writes that wait for the end of the call. */
    List<Write> waiting() {
        return List.copyOf(waiting);
    }

    /** Notes what became of the writes that waited, at a point where the contract had so much gas left. */
    void settle(WriteReport report, long gasLeft) {
        int done = Math.min(report.getGasUsedCount(), waiting.size());
        for (int i = 0; i < done; i++) {
            record.addWrite(kind(waiting.get(i)), answer(report, i, i == done - 1));
        }
        stopped = done < waiting.size() || report.getStatus() != HostStatus.HOST_STATUS_OK || !covers(gasLeft, report);
        waiting.clear();
        waitingBytes = 0;
    }

    private static boolean covers(long gasLeft, WriteReport report) {
        long left = gasLeft;
        for (int i = 0; i < report.getGasUsedCount(); i++) {
            if (Long.compareUnsigned(report.getGasUsed(i), left) > 0) {
                return false;
            }
            left -= report.getGasUsed(i);
        }
        return true;
    }

    /** All that the writes used. */
    static long gasOf(WriteReport report) {
        long used = 0;
        for (int i = 0; i < report.getGasUsedCount(); i++) {
            used = saturatingAdd(used, report.getGasUsed(i));
        }
        return used;
    }

    private static HostRequest.RequestCase kind(Write write) {
        return write.hasValue() ? HostRequest.RequestCase.SET : HostRequest.RequestCase.DELETE;
    }

    /** What the chain would have answered to a write alone. */
    private static HostResponse answer(WriteReport report, int index, boolean last) {
        HostResponse.Builder answer = HostResponse.newBuilder().setGasUsed(report.getGasUsed(index));
        if (last) {
            answer.setStatus(report.getStatus());
            if (report.hasError()) {
                answer.setError(report.getError());
            }
        }
        return answer.build();
    }

    /** Whether the call failed at an earlier point than the one it got to. */
    boolean isStopped() {
        return stopped;
    }

    /** All answers up to that point. */
    CallRecord record() {
        return record;
    }

    static long saturatingAdd(long a, long b) {
        long sum = a + b;
        return Long.compareUnsigned(sum, a) < 0 ? -1L : sum;
    }
}
