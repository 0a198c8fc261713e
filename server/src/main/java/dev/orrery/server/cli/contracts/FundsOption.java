package dev.orrery.server.cli.contracts;

import dev.orrery.proto.contracts.v1.Coin;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Coins that go with a message. */
final class FundsOption {
    /** An amount and a denomination. Cosmos SDK types/coin.go: reDecCoin, without the decimals. */
    private static final Pattern COIN = Pattern.compile("([0-9]{1,78})\\s*([a-zA-Z][a-zA-Z0-9/:._-]{2,127})");

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--funds",
            split = ",",
            paramLabel = "COINS",
            description = "Coins sent along, such as 100ucosm or 100ucosm,5ustake.")
    private List<String> funds = List.of();

    List<Coin> coins() {
        List<Coin> coins = new ArrayList<>();
        for (String text : funds) {
            Matcher coin = COIN.matcher(text.strip());
            if (!coin.matches()) {
                throw new ParameterException(
                        spec.commandLine(), "--funds takes amounts with their denomination, such as 100ucosm: " + text);
            }
            coins.add(Coin.newBuilder()
                    .setAmount(coin.group(1))
                    .setDenom(coin.group(2))
                    .build());
        }
        return coins;
    }
}
