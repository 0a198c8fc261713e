package dev.orrery.chain.gas;

/** A meter has passed its limit. The transaction or the limited part of it ends here, whatever it was doing. */
public final class OutOfGasException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OutOfGasException(String location) {
        super(location, null, false, false);
    }

    /** What was being paid for, in the reference's words; clients see it. */
    public String location() {
        return getMessage();
    }
}
