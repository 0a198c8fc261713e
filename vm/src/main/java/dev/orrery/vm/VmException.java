package dev.orrery.vm;

/** Carries a {@link VmError} out of the operations that are not calls: store, load, pin, analyze. */
public final class VmException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient VmError error;

    public VmException(VmError error) {
        super(error.text(), error instanceof VmError.Defect defect ? defect.cause() : null, false, false);
        this.error = error;
    }

    public VmError error() {
        return error;
    }
}
