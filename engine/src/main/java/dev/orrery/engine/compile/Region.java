package dev.orrery.engine.compile;

/**
 * The operators that one generated method holds: positions {@code from} to {@code to} of a body.
 *
 * @param base operands below this height stay in the frame array while the method runs; those above are on the JVM's stack
 * @param exits which number a jump to a position outside is returned as
 */
record Region(int from, int to, int base, Exits exits) {
    /** Numbers the positions that methods of one function pass control to. */
    @FunctionalInterface
    interface Exits {
        int number(int position);
    }

    /** A function in one method: nothing is outside. */
    static Region whole(int size) {
        return new Region(0, size, 0, position -> {
            throw new IllegalStateException("position " + position + " is not in the body");
        });
    }

    boolean contains(int position) {
        return position >= from && position < to;
    }
}
