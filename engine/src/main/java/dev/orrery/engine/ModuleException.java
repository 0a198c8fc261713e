package dev.orrery.engine;

/** Carries a {@link ModuleError} out of decoding, validation and compilation. */
public final class ModuleException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ModuleError error;

    public ModuleException(ModuleError error) {
        super(error.textWithOffset(), null, false, false);
        this.error = error;
    }

    public ModuleError error() {
        return error;
    }
}
