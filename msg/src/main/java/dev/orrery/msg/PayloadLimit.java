package dev.orrery.msg;

import java.util.List;
import java.util.Optional;

/** The limit on the payloads of emitted messages, which wasmvm checks after it has read a contract's answer. */
public final class PayloadLimit {
    /** Longest payload of a sub-message. Bytes. wasmvm lib_libwasmvm.go: ReplyPayloadMaxBytes. */
    public static final int MAX_PAYLOAD_BYTES = 128 * 1024;

    private PayloadLimit() {}

    /** The error text about the first message whose payload is too long, if there is one. */
    public static Optional<String> violation(List<SubMsg> messages) {
        for (int i = 0; i < messages.size(); i++) {
            int bytes = messages.get(i).payload().size();
            if (bytes > MAX_PAYLOAD_BYTES) {
                return Optional.of("reply contains submessage at index " + i + " with payload larger than "
                        + MAX_PAYLOAD_BYTES + " bytes: " + bytes + " bytes");
            }
        }
        return Optional.empty();
    }
}
