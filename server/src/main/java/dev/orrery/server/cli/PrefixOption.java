package dev.orrery.server.cli;

import dev.orrery.chain.ChainConfig;
import picocli.CommandLine.Option;

/** How accounts are called. */
final class PrefixOption {
    @Option(
            names = "--prefix",
            defaultValue = "wasm",
            paramLabel = "WORD",
            description = "How addresses begin. Default: ${DEFAULT-VALUE}.")
    private String prefix;

    /** Of a chain with such addresses, all else as usual. */
    ChainConfig config() {
        return ChainConfig.of(prefix);
    }
}
