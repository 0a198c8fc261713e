package dev.orrery.server.vmservice;

import dev.orrery.proto.vm.v1.HostRequest;
import dev.orrery.proto.vm.v1.HostResponse;
import java.util.ArrayList;
import java.util.List;

/** What the chain has answered in a call so far, so that the call can be made again without asking. One thread. */
final class CallRecord {
    /** Most that is kept for a call. Bytes, of the answers as frames. Nearly all calls stay below 64 KiB. */
    private static final int MAX_BYTES = 1024 * 1024;

    private final List<Entry> entries = new ArrayList<>();
    private long bytes;

    /** One answer, and to what kind of question. */
    record Entry(HostRequest.RequestCase kind, HostResponse answer) {}

    /** Keeps the answer to a question that the call waited for, if that is not too much by now. */
    void add(HostRequest.RequestCase kind, HostResponse answer) {
        bytes += answer.getSerializedSize();
        if (isComplete()) {
            entries.add(new Entry(kind, answer));
        } else {
            entries.clear();
        }
    }

    /** Keeps what became of a write that the call did not wait for: little, and needed in any case. */
    void addWrite(HostRequest.RequestCase kind, HostResponse answer) {
        bytes += answer.getSerializedSize();
        entries.add(new Entry(kind, answer));
    }

    /** False when it became too long: nothing is kept then. */
    boolean isComplete() {
        return bytes <= MAX_BYTES;
    }

    List<Entry> entries() {
        return entries;
    }
}
