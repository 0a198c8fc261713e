package dev.orrery.server.contracts;

/** How much VM gas a caller may ask for. */
final class VmLimits {
    /** About half a second of work. wasmvm lib_libwasmvm_test.go: TESTING_GAS_LIMIT. */
    static final long DEFAULT = 500_000_000_000L;

    /** About ten seconds of work. */
    static final long MOST = 10_000_000_000_000L;

    /** Uploads are paid by their size, at a price that no limit for calls has in mind. */
    static final long UPLOAD = 0;

    private VmLimits() {}

    /** @param asked 0: what is usual */
    static long of(long asked) {
        if (asked == 0) {
            return DEFAULT;
        }
        if (Long.compareUnsigned(asked, MOST) > 0) {
            throw Refusals.invalid("gas_limit must be at most " + MOST + ", got " + Long.toUnsignedString(asked));
        }
        return asked;
    }
}
