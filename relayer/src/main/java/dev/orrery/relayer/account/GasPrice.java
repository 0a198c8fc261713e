package dev.orrery.relayer.account;

import dev.orrery.proto.cosmos.base.v1beta1.Coin;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a unit of gas costs. */
public record GasPrice(BigDecimal amount, String denom) {
    private static final Pattern SHAPE =
            Pattern.compile("(\\d{1,30}(?:\\.\\d{1,18})?)([a-zA-Z][a-zA-Z0-9/:._-]{2,127})");

    /** @throws IllegalArgumentException if it isn't written as {@code 0.025ucosm} */
    public static GasPrice parse(String text) {
        Matcher parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no price like 0.025ucosm");
        }
        return new GasPrice(new BigDecimal(parts.group(1)), parts.group(2));
    }

    /** What the gas of a transaction costs; empty if nothing. */
    Optional<Coin> fee(long gas) {
        BigDecimal fee = amount.multiply(BigDecimal.valueOf(gas)).setScale(0, RoundingMode.CEILING);
        return fee.signum() == 0
                ? Optional.empty()
                : Optional.of(Coin.newBuilder()
                        .setDenom(denom)
                        .setAmount(fee.toPlainString())
                        .build());
    }
}
