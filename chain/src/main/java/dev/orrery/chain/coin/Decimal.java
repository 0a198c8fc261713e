package dev.orrery.chain.coin;

import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.wire.GoInteger;
import java.math.BigInteger;

/**
 * A number with 18 decimals. Rounds half to even unless a method says otherwise; ends a transaction rather than leave its range.
 * cosmossdk.io/math: LegacyDec.
 *
 * @param digits the number times 10^18; this is what protobuf carries
 */
public record Decimal(BigInteger digits) implements Comparable<Decimal> {
    public static final int PLACES = 18;

    private static final BigInteger UNIT = BigInteger.TEN.pow(PLACES);
    private static final BigInteger HALF_UNIT = UNIT.shiftRight(1);
    private static final BigInteger MAX =
            BigInteger.TWO.pow(GoInteger.MAX_BITS).multiply(UNIT).subtract(BigInteger.ONE);

    public static final Decimal ZERO = new Decimal(BigInteger.ZERO);
    public static final Decimal ONE = new Decimal(UNIT);

    public Decimal {
        if (digits.abs().compareTo(MAX) > 0) {
            throw new ArithmeticException("Int overflow");
        }
    }

    public static Decimal of(BigInteger whole) {
        return new Decimal(whole.multiply(UNIT));
    }

    public static Decimal of(long whole) {
        return of(BigInteger.valueOf(whole));
    }

    /** Such as {@code percent(5)} for 0.05. */
    public static Decimal percent(long percent) {
        return new Decimal(BigInteger.valueOf(percent).multiply(BigInteger.TEN.pow(PLACES - 2)));
    }

    /** Reads the digits that protobuf carries. */
    public static Decimal ofDigits(String digits) {
        return new Decimal(GoInteger.parseDecimal(digits));
    }

    /**
     * Reads a number with a decimal point.
     *
     * @throws ChainException with the reference's words
     */
    public static Decimal parse(String text) {
        boolean negative = text.startsWith("-");
        String number = negative ? text.substring(1) : text;
        if (number.isEmpty()) {
            throw ChainException.plain("decimal string cannot be empty");
        }
        int point = number.indexOf('.');
        String whole = point < 0 ? number : number.substring(0, point);
        String places = point < 0 ? "" : number.substring(point + 1);
        if (places.indexOf('.') >= 0) {
            throw ChainException.plain("invalid decimal string");
        }
        if (point >= 0 && (whole.isEmpty() || places.isEmpty())) {
            throw ChainException.plain("invalid decimal length");
        }
        if (places.length() > PLACES) {
            throw ChainException.plain("value '" + number + "' exceeds max precision by " + (PLACES - places.length())
                    + " decimal places: max precision " + PLACES);
        }
        String digits = whole + places + "0".repeat(PLACES - places.length());
        if (digits.length() > MAX.toString().length() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw ChainException.plain("failed to set decimal string with base 10: " + digits);
        }
        BigInteger value = new BigInteger(digits);
        if (value.compareTo(MAX) > 0) {
            throw ChainException.plain("out of range: invalid decimal string");
        }
        return new Decimal(negative ? value.negate() : value);
    }

    /** What protobuf carries. */
    public String wireText() {
        return digits.toString();
    }

    public boolean isZero() {
        return digits.signum() == 0;
    }

    public boolean isNegative() {
        return digits.signum() < 0;
    }

    public boolean isPositive() {
        return digits.signum() > 0;
    }

    public Decimal plus(Decimal other) {
        return new Decimal(digits.add(other.digits));
    }

    public Decimal minus(Decimal other) {
        return new Decimal(digits.subtract(other.digits));
    }

    public Decimal negate() {
        return new Decimal(digits.negate());
    }

    public Decimal times(Decimal other) {
        return new Decimal(rounded(digits.multiply(other.digits)));
    }

    public Decimal timesTruncated(Decimal other) {
        return new Decimal(digits.multiply(other.digits).divide(UNIT));
    }

    public Decimal times(BigInteger whole) {
        return new Decimal(digits.multiply(whole));
    }

    /** Quirk: cut to one digit more than needed before it is rounded, as the reference does. */
    public Decimal dividedBy(Decimal other) {
        return new Decimal(rounded(digits.multiply(UNIT).multiply(UNIT).divide(other.digits)));
    }

    public Decimal dividedByTruncated(Decimal other) {
        return new Decimal(digits.multiply(UNIT).divide(other.digits));
    }

    public Decimal dividedByRoundedUp(Decimal other) {
        BigInteger[] parts = digits.multiply(UNIT).divideAndRemainder(other.digits);
        boolean roundUp = parts[1].signum() != 0 && digits.signum() == other.digits.signum();
        return new Decimal(roundUp ? parts[0].add(BigInteger.ONE) : parts[0]);
    }

    /** Truncated. */
    public Decimal dividedBy(BigInteger whole) {
        return new Decimal(digits.divide(whole));
    }

    public Decimal min(Decimal other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public Decimal max(Decimal other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public BigInteger truncated() {
        return digits.divide(UNIT);
    }

    public BigInteger rounded() {
        return rounded(digits);
    }

    /** The least whole number that isn't less. */
    public BigInteger ceiling() {
        BigInteger[] parts = digits.divideAndRemainder(UNIT);
        return parts[1].signum() > 0 ? parts[0].add(BigInteger.ONE) : parts[0];
    }

    private static BigInteger rounded(BigInteger digits) {
        BigInteger[] parts = digits.abs().divideAndRemainder(UNIT);
        int half = parts[1].compareTo(HALF_UNIT);
        boolean up = half > 0 || (half == 0 && parts[0].testBit(0));
        BigInteger whole = up ? parts[0].add(BigInteger.ONE) : parts[0];
        return digits.signum() < 0 ? whole.negate() : whole;
    }

    @Override
    public int compareTo(Decimal other) {
        return digits.compareTo(other.digits);
    }

    /** All 18 decimals. */
    @Override
    public String toString() {
        String text = digits.abs().toString();
        String padded = "0".repeat(Math.max(0, PLACES + 1 - text.length())) + text;
        int point = padded.length() - PLACES;
        return (isNegative() ? "-" : "") + padded.substring(0, point) + "." + padded.substring(point);
    }
}
