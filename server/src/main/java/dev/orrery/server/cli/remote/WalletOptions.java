package dev.orrery.server.cli.remote;

import dev.orrery.relayer.account.Account;
import dev.orrery.relayer.account.GasPrice;
import dev.orrery.relayer.account.SigningKey;
import dev.orrery.relayer.node.Node;
import dev.orrery.server.chain.DevAccount;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Who signs the transactions of a command, and what is paid for their gas. */
final class WalletOptions {
    @Option(
            names = "--mnemonic",
            paramLabel = "WORDS",
            description = "The wallet that pays, or @FILE with it. Default: alice of local chains.")
    private Optional<String> words = Optional.empty();

    @Option(
            names = "--gas-price",
            paramLabel = "COIN",
            description = "For example 0.025ucosm. Default: the least that the node takes.")
    private Optional<String> price = Optional.empty();

    SigningKey key() {
        return SigningKey.ofWords(words.map(Given::words)
                .orElseGet(() -> DevAccount.ALL.getFirst().words()));
    }

    /** The wallet's account on a chain. */
    Account account(Node node) {
        return Account.on(node, node.status().chainId(), key(), price.map(GasPrice::parse));
    }
}
