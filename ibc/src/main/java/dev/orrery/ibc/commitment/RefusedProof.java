package dev.orrery.ibc.commitment;

/** A proof doesn't hold. Never leaves the package: callers get an answer or an {@link dev.orrery.ibc.IbcException}. */
final class RefusedProof extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedProof(String text) {
        super(text, null, false, false);
    }

    String text() {
        return getMessage();
    }

    /** The same refusal seen from further out. */
    RefusedProof in(String outer) {
        return new RefusedProof(outer + text());
    }
}
