package dev.orrery.server.cli.devnet;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery devnet set-balance}. */
@Command(
        name = "set-balance",
        header = "Make an account own so much of a token.",
        description = "%nWhatever it owned before; the supply changes with it.%n",
        mixinStandardHelpOptions = true,
        footer = "%nExample:%n  orrery devnet set-balance alice 5000000ucosm")
public final class SetBalanceCommand implements Runnable {
    @Mixin
    private RpcOption rpc;

    private static final Pattern COIN = Pattern.compile("([0-9]{1,78})(\\S{1,128})");

    @Spec
    private CommandSpec spec;

    @Mixin
    private AccountParameter account;

    @Parameters(
            index = "1..*",
            arity = "1..100",
            split = ",",
            paramLabel = "COINS",
            description = "Such as 5ucosm or 5ucosm,0ustake.")
    private List<String> coins = List.of();

    @Override
    public void run() {
        JsonArray amount = new JsonArray();
        coins.forEach(text -> amount.add(coin(text)));
        JsonObject params = account.params();
        params.add("amount", amount);
        rpc.call("orrery_setBalance", params);
    }

    private JsonObject coin(String text) {
        Matcher parts = COIN.matcher(text.strip());
        if (!parts.matches()) {
            throw new ParameterException(
                    spec.commandLine(), "COINS are amounts with their token, such as 5ucosm: " + text);
        }
        JsonObject coin = new JsonObject();
        coin.addProperty("denom", parts.group(2));
        coin.addProperty("amount", parts.group(1));
        return coin;
    }
}
