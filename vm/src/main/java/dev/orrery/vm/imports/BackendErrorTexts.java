package dev.orrery.vm.imports;

import dev.orrery.vm.BackendError;
import dev.orrery.vm.abi.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Keeps the chain's error texts short. */
final class BackendErrorTexts {
    /** Longest text taken over from a callback. Bytes. libwasmvm error/go.rs: MAX_ERROR_LEN. */
    private static final int MAX_TEXT_BYTES = 8 * 1024;

    private BackendErrorTexts() {}

    static BackendError bounded(BackendError error) {
        return switch (error) {
            case BackendError.Unknown unknown -> new BackendError.Unknown(bounded(unknown.message()));
            case BackendError.UserError user -> new BackendError.UserError(bounded(user.message()));
            case BackendError.ForeignPanic panic -> panic;
            case BackendError.BadArgument bad -> bad;
            case BackendError.InvalidUtf8 invalid -> invalid;
            case BackendError.IteratorDoesNotExist missing -> missing;
            case BackendError.OutOfGas depleted -> depleted;
        };
    }

    /** Quirk: cut by bytes, then read again, so that a character cut in two becomes a replacement character. */
    private static String bounded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= MAX_TEXT_BYTES ? text : Utf8.lossy(Arrays.copyOf(bytes, MAX_TEXT_BYTES));
    }
}
