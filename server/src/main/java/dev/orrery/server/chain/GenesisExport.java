package dev.orrery.server.chain;

import dev.orrery.chain.ChainConfig;
import dev.orrery.chain.StateExport;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.state.Ground;
import dev.orrery.chain.wasm.wiring.WasmModule;
import dev.orrery.server.fork.ForkOrigin;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Optional;

/** A chain's state as the genesis of another, in the form of {@code wasmd export}, and the key of who makes its blocks. */
public final class GenesisExport {
    private GenesisExport() {}

    /**
     * @param height of the block that the state is that after; empty: the last
     * @param restartsHeights whether the new chain begins with block 1, instead of the one that comes next
     */
    public record Wanted(Optional<Long> height, boolean restartsHeights) {}

    /**
     * What was written.
     *
     * @param height as in {@link Wanted}
     */
    public record Written(String chainId, long height) {}

    /** Takes the text of a genesis. */
    @FunctionalInterface
    public interface Destination {
        Writer open() throws IOException;
    }

    /**
     * Writes what the chain in a home has, which must not be running. The destination is opened once it is sure that there is something
     * to write.
     *
     * @throws IOException if it can't be; the message says why
     */
    public static Written write(Path directory, ChainConfig config, Wanted wanted, Destination destination)
            throws IOException {
        ChainHome home = begun(directory);
        return Resources.start(opened -> {
            try (opened) {
                StateMachine machine = StateMachine.open(
                        home,
                        config,
                        WasmModule.Settings.DEFAULT,
                        (database, vm) -> {
                            requireWhole(ForkOrigin.read(database));
                            return Ground.NOTHING;
                        },
                        opened);
                try (StateExport state = machine.chain().export(wanted.height().orElse(0L))) {
                    state.requireOwnAddresses();
                    if (wanted.restartsHeights()) {
                        state.restartHeights();
                    }
                    long initialHeight = wanted.restartsHeights() ? 0 : state.height() + 1;
                    try (Writer out = destination.open()) {
                        new GenesisForm(state, initialHeight, config.version()).write(out);
                    }
                    return new Written(state.chainId(), state.height());
                } catch (ChainException e) {
                    throw new IOException(directory + ": " + e.text(), e);
                }
            }
        });
    }

    private static ChainHome begun(Path directory) throws IOException {
        ChainHome home = new ChainHome(directory, true);
        if (!home.hasChain()) {
            throw new IOException(directory + ": there is no chain");
        }
        if (home.isInUse()) {
            throw new IOException(directory + ": its chain is running; it must end first");
        }
        return home;
    }

    private static void requireWhole(Optional<ForkOrigin> fork) throws IOException {
        if (fork.isPresent()) {
            throw new IOException("a fork can't be exported: of the state of "
                    + fork.get().chainId() + " it has only what it was asked for");
        }
    }

    /** As CometBFT keeps it, {@code priv_validator_key.json}. Empty where another program has the key. */
    public static Optional<String> validatorKey(Path directory) throws IOException {
        ChainHome home = begun(directory);
        return home.hasValidatorKey() ? Optional.of(ValidatorKeyFile.write(home.validatorKey())) : Optional.empty();
    }
}
