package dev.orrery.javawasm;

/** The program uses something that contracts in Java cannot have; the text names it, and where. */
public final class Unsupported extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unsupported(String message) {
        super(message, null, false, false);
    }

    /** The same complaint with the place it comes from, unless it has one already. */
    public Unsupported at(String place) {
        return getMessage().contains(" (") ? this : new Unsupported(getMessage() + " (" + place + ")");
    }
}
