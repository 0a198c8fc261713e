package dev.orrery.ibc;

/** A registered kind of failure. Clients see codespace and number; both are never reused. */
public interface IbcErrorCode {
    String codespace();

    int code();

    /** What the reference says about every failure of this kind. */
    String text();

    default IbcException failure() {
        return new IbcException(this, text());
    }

    /** A failure of this kind with its circumstances in front. */
    default IbcException failure(String circumstances) {
        return new IbcException(this, circumstances + ": " + text());
    }

    /** A failure of this kind whose whole text is given, such as one that came from another module. */
    default IbcException failureSaying(String wholeText) {
        return new IbcException(this, wholeText);
    }
}
