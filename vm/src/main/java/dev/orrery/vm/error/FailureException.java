package dev.orrery.vm.error;

/** Carries a {@link Failure} to whoever ends the call. Thrown without a stack trace: an outcome, not a defect. */
public final class FailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public FailureException(Failure failure) {
        super(null, null, false, false);
        this.failure = failure;
    }

    /** The same for a fault at the guest border. */
    public static FailureException communication(CommunicationError error) {
        return new FailureException(new Failure.Communication(error));
    }

    public Failure failure() {
        return failure;
    }

    @Override
    public String getMessage() {
        return FailureTexts.text(failure);
    }
}
