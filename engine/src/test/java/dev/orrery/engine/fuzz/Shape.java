package dev.orrery.engine.fuzz;

import java.util.random.RandomGenerator;

/**
 * What a generated module leans to. Sizes are operators and locals; weights count against each other.
 *
 * @param functions how many functions the module defines
 * @param operators about how many operators each of them has
 * @param locals declared locals of each function
 * @param nesting how deep blocks may nest
 * @param wrapping blocks put around the whole body, for depth alone
 * @param control weight of blocks and branches
 * @param memory weight of loads and stores
 * @param floats weight of float types among values
 */
record Shape(
        String name,
        int functions,
        int operators,
        int locals,
        int nesting,
        int wrapping,
        int control,
        int memory,
        int floats) {

    /** One in this many modules has a function far beyond what fits into one JVM method. */
    private static final int HUGE_ONE_IN = 150;

    static Shape random(RandomGenerator random) {
        if (random.nextInt(HUGE_ONE_IN) == 0) {
            return new Shape("huge", 2, random.nextInt(6_000, 30_000), random.nextInt(4, 60), 30, 0, 4, 3, 2);
        }
        return switch (random.nextInt(8)) {
            case 0 -> new Shape("tiny", 1, random.nextInt(1, 20), 2, 3, 0, 3, 2, 2);
            case 1 -> new Shape("branchy", 3, random.nextInt(50, 300), 6, 20, 0, 10, 1, 1);
            case 2 -> new Shape("memory", 3, random.nextInt(50, 300), 6, 6, 0, 2, 10, 1);
            case 3 -> new Shape("floats", 3, random.nextInt(50, 300), 8, 8, 0, 3, 1, 12);
            case 4 -> new Shape("calls", random.nextInt(4, 16), random.nextInt(10, 60), 4, 5, 0, 3, 2, 2);
            case 5 -> new Shape("deep", 1, random.nextInt(30, 200), 4, 12, random.nextInt(50, 400), 6, 1, 1);
            case 6 -> new Shape("locals", 2, random.nextInt(50, 300), random.nextInt(28, 400), 8, 0, 4, 2, 2);
            default -> new Shape("mixed", 4, random.nextInt(100, 900), random.nextInt(40), 15, 0, 4, 4, 4);
        };
    }
}
