package dev.orrery.chain.coin;

import dev.orrery.proto.cosmos.base.v1beta1.DecCoin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Fractional amounts of several tokens, sorted by name and without zeros. Cosmos SDK types/dec_coin.go. */
public record DecimalCoins(List<DecimalCoin> list) {
    public static final DecimalCoins NONE = new DecimalCoins(List.of());

    public DecimalCoins {
        list = List.copyOf(list);
    }

    /** A fractional amount of one token. */
    public record DecimalCoin(String denom, Decimal amount) {
        @Override
        public String toString() {
            return amount + denom;
        }
    }

    /** Whole amounts, and what is left of fractional ones. */
    public record Truncated(Coins whole, DecimalCoins rest) {}

    public static DecimalCoins of(Coins coins) {
        return new DecimalCoins(coins.list().stream()
                .filter(coin -> !coin.isZero())
                .map(coin -> new DecimalCoin(coin.denom(), Decimal.of(coin.amount())))
                .toList());
    }

    public static DecimalCoins ofProto(List<DecCoin> coins) {
        return new DecimalCoins(coins.stream()
                .map(coin -> new DecimalCoin(coin.getDenom(), Decimal.ofDigits(coin.getAmount())))
                .toList());
    }

    public List<DecCoin> toProto() {
        return list.stream()
                .map(coin -> DecCoin.newBuilder()
                        .setDenom(coin.denom())
                        .setAmount(coin.amount().wireText())
                        .build())
                .toList();
    }

    public boolean isEmpty() {
        return list.isEmpty();
    }

    public boolean isZero() {
        return list.stream().allMatch(coin -> coin.amount().isZero());
    }

    public Decimal amountOf(String denom) {
        return list.stream()
                .filter(coin -> coin.denom().equals(denom))
                .findFirst()
                .map(DecimalCoin::amount)
                .orElse(Decimal.ZERO);
    }

    public DecimalCoins plus(DecimalCoins other) {
        return combine(other, Decimal::plus);
    }

    /**
     * The difference.
     *
     * @throws ArithmeticException if there is less of anything
     */
    public DecimalCoins minus(DecimalCoins other) {
        DecimalCoins rest = combine(other, Decimal::minus);
        if (rest.list.stream().anyMatch(coin -> coin.amount().isNegative())) {
            throw new ArithmeticException("negative coin amount");
        }
        return rest;
    }

    public DecimalCoins times(Decimal factor) {
        return map(amount -> amount.times(factor));
    }

    public DecimalCoins timesTruncated(Decimal factor) {
        return map(amount -> amount.timesTruncated(factor));
    }

    public DecimalCoins dividedByTruncated(Decimal divisor) {
        return map(amount -> amount.dividedByTruncated(divisor));
    }

    /** The lesser amount of each token. */
    public DecimalCoins min(DecimalCoins other) {
        Map<String, Decimal> amounts = new TreeMap<>();
        list.forEach(coin -> amounts.put(coin.denom(), coin.amount().min(other.amountOf(coin.denom()))));
        return ofAmounts(amounts);
    }

    public Truncated truncate() {
        Map<String, Decimal> rest = new TreeMap<>();
        List<Coin> whole = new ArrayList<>();
        for (DecimalCoin coin : list) {
            Coin truncated = new Coin(coin.denom(), coin.amount().truncated());
            if (!truncated.isZero()) {
                whole.add(truncated);
            }
            rest.put(coin.denom(), coin.amount().minus(Decimal.of(truncated.amount())));
        }
        return new Truncated(Coins.sum(whole), ofAmounts(rest));
    }

    private DecimalCoins map(UnaryOperator<Decimal> operator) {
        Map<String, Decimal> amounts = new TreeMap<>();
        list.forEach(coin -> amounts.put(coin.denom(), operator.apply(coin.amount())));
        return ofAmounts(amounts);
    }

    private DecimalCoins combine(DecimalCoins other, BinaryOperator<Decimal> operator) {
        Map<String, Decimal> amounts = new TreeMap<>();
        list.forEach(coin -> amounts.put(coin.denom(), coin.amount()));
        other.list.forEach(coin -> amounts.put(
                coin.denom(), operator.apply(amounts.getOrDefault(coin.denom(), Decimal.ZERO), coin.amount())));
        return ofAmounts(amounts);
    }

    private static DecimalCoins ofAmounts(Map<String, Decimal> sorted) {
        return new DecimalCoins(sorted.entrySet().stream()
                .filter(entry -> !entry.getValue().isZero())
                .map(entry -> new DecimalCoin(entry.getKey(), entry.getValue()))
                .toList());
    }

    @Override
    public String toString() {
        return list.stream().map(DecimalCoin::toString).collect(Collectors.joining(","));
    }
}
