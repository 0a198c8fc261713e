package dev.orrery.chain.coin;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/**
 * Amounts of several tokens. As a message says them they may be unsorted, doubled or negative, and {@link #fault} tells; results of
 * arithmetic are sorted by name and without zeros. Cosmos SDK types/coin.go.
 */
public record Coins(List<Coin> list) {
    public static final Coins NONE = new Coins(List.of());

    public Coins {
        list = List.copyOf(list);
    }

    /** The coins in this order, whatever they are. */
    public static Coins of(Coin... coins) {
        return new Coins(List.of(coins));
    }

    public static Coins ofProto(List<dev.orrery.proto.cosmos.base.v1beta1.Coin> coins) {
        return new Coins(coins.stream().map(Coin::of).toList());
    }

    /** Sorted and added up, without zeros. */
    public static Coins sum(Collection<Coin> coins) {
        Map<String, BigInteger> amounts = new TreeMap<>();
        for (Coin coin : coins) {
            amounts.merge(coin.denom(), coin.amount(), (a, b) -> Amounts.checked(a.add(b)));
        }
        return ofAmounts(amounts);
    }

    public List<dev.orrery.proto.cosmos.base.v1beta1.Coin> toProto() {
        return list.stream().map(Coin::toProto).toList();
    }

    /** What is wrong with a list that must be sorted, positive and without doubles, or nothing. */
    public Optional<String> fault() {
        if (list.isEmpty()) {
            return Optional.empty();
        }
        Coin first = list.getFirst();
        Optional<String> fault = Denom.fault(first.denom());
        if (fault.isPresent()) {
            return fault;
        }
        if (!first.isPositive()) {
            return Optional.of("coin " + first + " amount is not positive");
        }
        String lower = first.denom();
        for (Coin coin : list.subList(1, list.size())) {
            fault = faultAfter(lower, coin);
            if (fault.isPresent()) {
                return fault;
            }
            lower = coin.denom();
        }
        return Optional.empty();
    }

    private static Optional<String> faultAfter(String lower, Coin coin) {
        Optional<String> fault = Denom.fault(coin.denom());
        if (fault.isPresent()) {
            return fault;
        }
        int order = coin.denom().compareTo(lower);
        if (order < 0) {
            return Optional.of("denomination " + coin.denom() + " is not sorted");
        }
        if (order == 0) {
            return Optional.of("duplicate denomination " + coin.denom());
        }
        return coin.isPositive() ? Optional.empty() : Optional.of("coin " + coin.denom() + " amount is not positive");
    }

    public boolean isValid() {
        return fault().isEmpty();
    }

    public boolean isEmpty() {
        return list.isEmpty();
    }

    /** Nothing at all, or nothing but zeros. */
    public boolean isZero() {
        return list.stream().allMatch(Coin::isZero);
    }

    /** At least one coin, and each of them positive. */
    public boolean isAllPositive() {
        return !list.isEmpty() && list.stream().allMatch(Coin::isPositive);
    }

    public boolean isAnyNegative() {
        return list.stream().anyMatch(Coin::isNegative);
    }

    public Optional<Coin> find(String denom) {
        return list.stream().filter(coin -> coin.denom().equals(denom)).findFirst();
    }

    /** Zero if there is none. */
    public BigInteger amountOf(String denom) {
        return find(denom).map(Coin::amount).orElse(BigInteger.ZERO);
    }

    public Coins plus(Coins more) {
        return combine(more, BigInteger::add);
    }

    /** The difference, with negative amounts where there was less. */
    public Coins minus(Coins less) {
        return combine(less, BigInteger::subtract);
    }

    /**
     * The difference.
     *
     * @throws ArithmeticException if there is less of anything
     */
    public Coins minusExactly(Coins less) {
        Coins rest = minus(less);
        if (rest.isAnyNegative()) {
            throw new ArithmeticException("negative coin amount");
        }
        return rest;
    }

    /** The lesser amount of each token. */
    public Coins min(Coins other) {
        return sum(list.stream()
                .map(coin -> new Coin(coin.denom(), coin.amount().min(other.amountOf(coin.denom()))))
                .toList());
    }

    /** At least as much of every token of the other. */
    public boolean covers(Coins other) {
        return other.list.stream().allMatch(coin -> amountOf(coin.denom()).compareTo(coin.amount()) >= 0);
    }

    /** At least as much of some token of the other. */
    public boolean coversAny(Coins other) {
        return list.stream().anyMatch(coin -> {
            BigInteger wanted = other.amountOf(coin.denom());
            return wanted.signum() != 0 && coin.amount().compareTo(wanted) >= 0;
        });
    }

    private Coins combine(Coins other, BinaryOperator<BigInteger> operator) {
        Map<String, BigInteger> amounts = new TreeMap<>();
        list.forEach(coin -> amounts.merge(coin.denom(), coin.amount(), BigInteger::add));
        other.list.forEach(coin -> amounts.put(
                coin.denom(),
                Amounts.checked(operator.apply(amounts.getOrDefault(coin.denom(), BigInteger.ZERO), coin.amount()))));
        return ofAmounts(amounts);
    }

    private static Coins ofAmounts(Map<String, BigInteger> sorted) {
        List<Coin> coins = new ArrayList<>(sorted.size());
        sorted.forEach((denom, amount) -> {
            if (amount.signum() != 0) {
                coins.add(new Coin(denom, amount));
            }
        });
        return new Coins(coins);
    }

    public Coins sorted() {
        return new Coins(list.stream().sorted(Comparator.comparing(Coin::denom)).toList());
    }

    @Override
    public String toString() {
        return list.stream().map(Coin::toString).collect(Collectors.joining(","));
    }
}
