package dev.orrery.chain.coin;

import dev.orrery.chain.wire.GoInteger;
import java.math.BigInteger;
import java.util.Optional;

/** An amount of one token. May be anything a message can say; {@link #fault} tells whether it is a proper one. */
public record Coin(String denom, BigInteger amount) {
    public static Coin of(String denom, long amount) {
        return new Coin(denom, BigInteger.valueOf(amount));
    }

    public static Coin of(dev.orrery.proto.cosmos.base.v1beta1.Coin coin) {
        return new Coin(coin.getDenom(), GoInteger.parse(coin.getAmount()));
    }

    public dev.orrery.proto.cosmos.base.v1beta1.Coin toProto() {
        return dev.orrery.proto.cosmos.base.v1beta1.Coin.newBuilder()
                .setDenom(denom)
                .setAmount(amount.toString())
                .build();
    }

    /** What is wrong with a coin that may be zero, or nothing. */
    public Optional<String> fault() {
        return Denom.fault(denom)
                .or(() -> isNegative() ? Optional.of("negative coin amount: " + amount) : Optional.empty());
    }

    public boolean isZero() {
        return amount.signum() == 0;
    }

    public boolean isPositive() {
        return amount.signum() > 0;
    }

    public boolean isNegative() {
        return amount.signum() < 0;
    }

    public Coin plus(BigInteger more) {
        return new Coin(denom, Amounts.checked(amount.add(more)));
    }

    /**
     * @throws ArithmeticException if it is more than there is
     */
    public Coin minus(BigInteger less) {
        if (amount.compareTo(less) < 0) {
            throw new ArithmeticException("negative coin amount");
        }
        return new Coin(denom, amount.subtract(less));
    }

    @Override
    public String toString() {
        return amount + denom;
    }
}
