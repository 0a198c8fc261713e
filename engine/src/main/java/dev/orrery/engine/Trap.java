package dev.orrery.engine;

/** Ends a call from the host. Thrown without a stack trace: a trap is an outcome of the guest, not a defect of ours. */
public abstract sealed class Trap extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Trap(String message, Throwable cause) {
        super(message, cause, false, false);
    }

    /** The code itself trapped. */
    public static final class Fault extends Trap {
        private static final long serialVersionUID = 1L;

        private final TrapCode code;

        public Fault(TrapCode code) {
            super(code.text(), null);
            this.code = code;
        }

        public TrapCode code() {
            return code;
        }
    }

    /** A host function threw; {@link #getCause} is what it threw, untouched. */
    public static final class Host extends Trap {
        private static final long serialVersionUID = 1L;

        public Host(RuntimeException thrown) {
            super(thrown.getMessage(), thrown);
        }

        @Override
        public synchronized RuntimeException getCause() {
            return (RuntimeException) super.getCause();
        }
    }
}
