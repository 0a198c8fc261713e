package dev.orrery.chain.coin;

import dev.orrery.chain.wire.GoInteger;
import java.math.BigInteger;

/** Integer arithmetic that ends a transaction rather than leave 256 bits. cosmossdk.io/math: Int. */
final class Amounts {
    private Amounts() {}

    static BigInteger checked(BigInteger value) {
        if (value.abs().bitLength() > GoInteger.MAX_BITS) {
            throw new ArithmeticException("Int overflow");
        }
        return value;
    }
}
