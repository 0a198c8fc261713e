package dev.orrery.chain.state;

/**
 * How many versions stay readable.
 *
 * @param keep the newest ones to keep, at least {@value #LEAST}; 0 keeps all
 */
public record Pruning(long keep) {
    /** The newest version, and the one it was made from. */
    public static final long LEAST = 2;

    public static final Pruning NOTHING = new Pruning(0);

    public Pruning {
        if (keep != 0 && keep < LEAST) {
            throw new IllegalArgumentException("versions to keep must be 0 or at least " + LEAST + ", got " + keep);
        }
    }
}
