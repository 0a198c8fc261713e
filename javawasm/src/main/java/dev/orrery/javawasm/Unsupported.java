package dev.orrery.javawasm;

/** The program uses something that contracts in Java cannot have; the text names it, and where. */
public final class Unsupported extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean hasPlace;

    public Unsupported(String message) {
        this(message, false);
    }

    private Unsupported(String message, boolean hasPlace) {
        super(message, null, false, false);
        this.hasPlace = hasPlace;
    }

    public static Unsupported floatingPoint() {
        return new Unsupported("float and double are not part of contracts in Java");
    }

    /** The same complaint in front of which stands where it comes from, unless it says so already. */
    public Unsupported at(String sourceFile, int line) {
        return hasPlace ? this : new Unsupported(sourceFile + ":" + line + ": " + getMessage(), true);
    }
}
