package dev.orrery.chain.gas;

/** Counts SDK gas, unsigned 64 bit, up to a limit. One thread. Hot path. cosmossdk.io/store types/gas.go. */
public final class GasMeter {
    /** The limit of a meter that has none. */
    public static final long UNLIMITED = -1;

    private final long limit;
    private final boolean limited;
    private final long told;
    private long consumed;

    private GasMeter(long limit, boolean limited, long told) {
        this.limit = limit;
        this.limited = limited;
        this.told = told;
    }

    public static GasMeter limitedTo(long limit) {
        return new GasMeter(limit, true, limit);
    }

    public static GasMeter unlimited() {
        return new GasMeter(UNLIMITED, false, UNLIMITED);
    }

    /** One that ends what would go on forever, and says that it has no limit. */
    public static GasMeter guardedAt(long limit) {
        return new GasMeter(limit, true, UNLIMITED);
    }

    /** Gas counted so far; more than the limit once the meter ran out. */
    public long consumed() {
        return consumed;
    }

    /** The same, the limit at the most. */
    public long consumedToLimit() {
        return isPastLimit() ? limit : consumed;
    }

    public long limit() {
        return told;
    }

    public long remaining() {
        if (!limited) {
            return UNLIMITED;
        }
        return isPastLimit() ? 0 : limit - consumed;
    }

    public boolean isPastLimit() {
        return limited && Long.compareUnsigned(consumed, limit) > 0;
    }

    public boolean isOutOfGas() {
        return limited && Long.compareUnsigned(consumed, limit) >= 0;
    }

    /**
     * @param location what is paid for, in the reference's words
     * @throws OutOfGasException past the limit; what was asked for stays counted
     */
    public void consume(long amount, String location) {
        long sum = consumed + amount;
        if (Long.compareUnsigned(sum, consumed) < 0) {
            consumed = limited ? -1 : 0; // Quirk: an unlimited meter of the reference starts over
            throw new GasOverflowException(location);
        }
        consumed = sum;
        if (isPastLimit()) {
            throw new OutOfGasException(location);
        }
    }

    public void refund(long amount) {
        if (Long.compareUnsigned(consumed, amount) < 0) {
            throw new IllegalStateException("more gas refunded than consumed");
        }
        consumed -= amount;
    }

    /** More gas than 64 bits hold: a defect of the caller, as a panic in the reference. */
    public static final class GasOverflowException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public GasOverflowException(String location) {
            super("gas overflow: " + location);
        }
    }
}
