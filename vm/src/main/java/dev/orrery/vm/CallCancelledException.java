package dev.orrery.vm;

/**
 * Thrown on the thread of a call to end it with {@link VmError.Cancelled}. A {@link Backend} throws it when the chain behind
 * it is gone, so that nothing is taken for the chain's answer.
 */
public final class CallCancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CallCancelledException() {
        super("Call cancelled", null, false, false);
    }
}
