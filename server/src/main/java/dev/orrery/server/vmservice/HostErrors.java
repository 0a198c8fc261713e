package dev.orrery.server.vmservice;

import dev.orrery.proto.vm.v1.HostResponse;
import dev.orrery.vm.BackendError;
import dev.orrery.vm.abi.Utf8;
import java.util.function.Supplier;

/** What a status of the chain means to the VM. libwasmvm error/go.rs: GoError. */
final class HostErrors {
    /** Longest error text taken over from the chain. Bytes. libwasmvm error/go.rs: MAX_ERROR_LEN. */
    private static final int MAX_TEXT_BYTES = 8 * 1024;

    private HostErrors() {}

    /** @param noText what is said if the chain gives no text */
    static BackendError of(HostResponse answer, Supplier<String> noText) {
        return switch (answer.getStatus()) {
            case HOST_STATUS_PANIC -> new BackendError.ForeignPanic();
            case HOST_STATUS_BAD_ARGUMENT -> new BackendError.BadArgument();
            case HOST_STATUS_OUT_OF_GAS -> new BackendError.OutOfGas();
            case HOST_STATUS_USER_ERROR -> new BackendError.UserError(text(answer, noText));
            case HOST_STATUS_CANNOT_SERIALIZE, HOST_STATUS_OTHER, UNRECOGNIZED ->
                new BackendError.Unknown(text(answer, noText));
            case HOST_STATUS_OK -> throw new IllegalArgumentException("OK is no error");
        };
    }

    private static String text(HostResponse answer, Supplier<String> noText) {
        if (!answer.hasError()) {
            return noText.get();
        }
        int length = Math.min(answer.getError().size(), MAX_TEXT_BYTES);
        return Utf8.lossy(answer.getError().substring(0, length).toByteArray());
    }
}
