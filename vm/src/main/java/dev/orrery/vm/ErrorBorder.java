package dev.orrery.vm;

import dev.orrery.vm.error.FailureException;
import dev.orrery.vm.error.FailureTexts;
import java.lang.System.Logger.Level;
import java.util.concurrent.Callable;

/** The border behind which nothing escapes: whatever is thrown inside becomes a {@link VmError}. */
final class ErrorBorder {
    private static final System.Logger LOG = System.getLogger(Vm.class.getName());

    private ErrorBorder() {}

    static <T> T attempt(Callable<T> operation) throws VmException {
        try {
            return operation.call();
        } catch (Exception | Error e) {
            throw new VmException(errorOf(e));
        }
    }

    /** What the caller is told about something thrown, whatever it is. */
    static VmError errorOf(Throwable thrown) {
        return switch (thrown) {
            case FailureException e -> FailureTexts.toVmError(e.failure());
            case CallCancelledException e -> new VmError.Cancelled();
            default -> {
                LOG.log(Level.ERROR, "Defect of the VM; the chain is told of a panic", thrown);
                yield new VmError.Defect(thrown);
            }
        };
    }
}
