package dev.orrery.server.cli;

import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.error.ChainException;
import dev.orrery.server.chain.DevAccount;
import dev.orrery.server.chain.Funding;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What accounts have when a chain begins, as it is written on the command line: {@code ADDRESS=5ucosm,7ustake}.
 *
 * @param format of addresses
 */
record FundTexts(AddressFormat format) {
    private static final Pattern COIN = Pattern.compile("(\\d{1,77})([a-zA-Z][a-zA-Z0-9/:._-]{2,127})");

    /** What each of the known accounts has. */
    private static final Coins ALLOWANCE =
            Coins.of(Coin.of("ucosm", 1_000_000_000_000L), Coin.of("ustake", 1_000_000_000_000L));

    /**
     * The known accounts, and those named.
     *
     * @throws IllegalArgumentException if a text names none; the message says which and why
     */
    List<Funding> withKnown(List<String> texts) {
        List<Funding> funded = new ArrayList<>();
        DevAccount.ALL.forEach(account -> funded.add(new Funding(account.address(), ALLOWANCE)));
        texts.forEach(text -> funded.add(parse(text)));
        return funded;
    }

    private Funding parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("'" + text + "' is not ADDRESS=COINS");
        }
        try {
            return new Funding(format.parse(text.substring(0, equals)), coins(text.substring(equals + 1)));
        } catch (ChainException | IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "': " + e.getMessage(), e);
        }
    }

    private static Coins coins(String text) {
        List<Coin> coins = new ArrayList<>();
        for (String each : text.split(",", -1)) {
            Matcher parts = COIN.matcher(each.strip());
            if (!parts.matches()) {
                throw new IllegalArgumentException("'" + each + "' is no coin like 5ucosm");
            }
            coins.add(new Coin(parts.group(2), new BigInteger(parts.group(1))));
        }
        return Coins.sum(coins);
    }
}
