package dev.orrery.chain.state;

import java.util.Optional;
import java.util.Set;

/**
 * Entries that were there before the chain began: those of another chain of which this one is a fork. They never change; what the
 * chain writes and deletes covers them. Any thread.
 */
public interface Ground {
    /** What a chain stands on that is no fork. */
    Ground NOTHING = new Ground() {
        @Override
        public Set<String> stores() {
            return Set.of();
        }

        @Override
        public Optional<byte[]> get(String store, byte[] key) {
            return Optional.empty();
        }

        @Override
        public ReadOnlyStore range(String store, KeyRange range) {
            throw new IllegalArgumentException("there is nothing below " + store);
        }
    };

    /** Names of the stores that have entries here. */
    Set<String> stores();

    /** @throws UnavailableException if nobody can tell now */
    Optional<byte[]> get(String store, byte[] key);

    /**
     * The entries of a range, ready to be walked.
     *
     * @throws UnavailableException if nobody can tell now
     */
    ReadOnlyStore range(String store, KeyRange range);
}
