package dev.orrery.server.chain;

import dev.orrery.server.fork.ForkSource;
import java.nio.file.Path;
import java.util.Optional;

/** With what a chain begins whose home has none yet. */
public sealed interface Beginning {
    /** With nothing but the accounts for development. */
    record Anew() implements Beginning {}

    /**
     * As another one was when it was dumped.
     *
     * @param original who is asked about the chain that the dumped one is a fork of; empty: whoever was asked before
     */
    record FromDump(Path file, Optional<ForkSource> original) implements Beginning {}

    /** With the contracts, balances and accounts of a live chain. */
    record AsFork(ForkSource source) implements Beginning {}

    /** As the genesis of somebody else says. */
    record Given(GivenGenesis genesis) implements Beginning {}

    /** The token that is staked, where the beginning decides on it. */
    default Optional<String> stakingDenom() {
        return this instanceof Given(GivenGenesis genesis) ? Optional.of(genesis.stakingDenom()) : Optional.empty();
    }
}
