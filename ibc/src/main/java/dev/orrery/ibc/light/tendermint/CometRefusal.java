package dev.orrery.ibc.light.tendermint;

import dev.orrery.ibc.IbcException;

/** CometBFT refuses a block, a commit or a validator set. It has texts and no codes; never leaves the package. */
class CometRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CometRefusal(String text) {
        super(text, null, false, false);
    }

    final String text() {
        return getMessage();
    }

    CometRefusal in(String outer) {
        return new CometRefusal(outer + ": " + text());
    }

    IbcException asFailure() {
        return UncodedError.UNDEFINED.failureSaying(text());
    }

    /** Fewer signed than are needed: from the validators trusted before, the light client words it in its own way. */
    static final class TooLittlePower extends CometRefusal {
        private static final long serialVersionUID = 1L;

        TooLittlePower(long got, long needed) {
            super("invalid commit -- insufficient voting power: got " + got + ", needed more than " + needed);
        }
    }
}
