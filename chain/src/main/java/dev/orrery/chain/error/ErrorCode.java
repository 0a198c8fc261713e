package dev.orrery.chain.error;

import java.util.Optional;

/** A registered kind of failure. Clients see codespace and number; both are never reused. */
public interface ErrorCode {
    String codespace();

    int code();

    /** What the reference says about every failure of this kind. */
    String text();

    /** The kind of answer a query over gRPC gives for it. */
    default QueryStatus status() {
        return QueryStatus.UNKNOWN;
    }

    /** A failure of this kind, said without details. */
    default ChainException failure() {
        return new ChainException(this, Optional.empty(), text());
    }

    /** A failure of this kind with its circumstances in front. */
    default ChainException failure(String circumstances) {
        return new ChainException(this, Optional.of(circumstances), circumstances + ": " + text());
    }
}
