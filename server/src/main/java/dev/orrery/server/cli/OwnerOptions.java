package dev.orrery.server.cli;

import dev.orrery.chain.ChainConfig;
import dev.orrery.server.chain.Funding;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How accounts are called, and what they have when a chain begins. */
final class OwnerOptions {
    @Option(
            names = "--fund",
            split = " ",
            paramLabel = "ADDRESS=COINS",
            description =
                    "Gives an account coins when the chain begins, for example wasm1…=5ucosm,7ustake. Repeatable.")
    private List<String> fund = List.of();

    @Mixin
    private PrefixOption prefix;

    /** Of a chain with such addresses, all else as usual. */
    ChainConfig config() {
        return prefix.config();
    }

    /**
     * The known accounts, and those named.
     *
     * @param refusal for a text that names none
     */
    List<Funding> funded(Function<String, ParameterException> refusal) {
        try {
            return new FundTexts(config().formats().account()).withKnown(fund);
        } catch (IllegalArgumentException e) {
            throw refusal.apply("--fund: " + e.getMessage());
        }
    }
}
