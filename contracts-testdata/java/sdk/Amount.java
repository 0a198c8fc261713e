package sdk;

/** A token amount: 128 bits without sign, a decimal string in JSON. */
public record Amount(long high, long low) {
    public static final Amount ZERO = new Amount(0, 0);

    /** Decimal digits of 2^128 - 1. */
    private static final int MAX_DIGITS = 39;

    /** What a JSON string says, which must be an amount. */
    public static Amount of(Json json) {
        String digits = json.text();
        if (digits.isEmpty()) {
            throw notAnAmount();
        }
        Amount amount = ZERO;
        for (byte digit : Host.key(digits)) {
            if (digit < '0' || digit > '9') {
                throw notAnAmount();
            }
            amount = amount.tenfold(digit - '0');
        }
        return amount;
    }

    private static Refusal notAnAmount() {
        return new Refusal("amount must be a decimal string");
    }

    private Amount tenfold(long digit) {
        long lowest = low * 10;
        long carry = Math.unsignedMultiplyHigh(low, 10);
        long sum = lowest + digit;
        if (Long.compareUnsigned(sum, lowest) < 0) {
            carry++;
        }
        long highest = high * 10 + carry;
        if (Math.unsignedMultiplyHigh(high, 10) != 0 || Long.compareUnsigned(highest, carry) < 0) {
            throw notAnAmount();
        }
        return new Amount(highest, sum);
    }

    public boolean isLessThan(Amount other) {
        int order = Long.compareUnsigned(high, other.high);
        return order < 0 || (order == 0 && Long.compareUnsigned(low, other.low) < 0);
    }

    /** The sum, unless it does not fit. */
    public Amount plus(Amount other, String refusal) {
        long sum = low + other.low;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        Amount result = new Amount(high + other.high + carry, sum);
        if (result.isLessThan(this)) {
            throw new Refusal(refusal);
        }
        return result;
    }

    /** The difference, unless there is less than that; {@code what} names what there is not enough of. */
    public Amount minus(Amount other, String what) {
        if (isLessThan(other)) {
            throw new Refusal("insufficient " + what + ": " + this + " is less than " + other);
        }
        long borrow = Long.compareUnsigned(low, other.low) < 0 ? 1 : 0;
        return new Amount(high - other.high - borrow, low - other.low);
    }

    /** Decimal. */
    @Override
    public String toString() {
        if (high == 0) {
            return Long.toUnsignedString(low);
        }
        byte[] digits = new byte[MAX_DIGITS];
        int first = MAX_DIGITS;
        // Four parts of 32 bits, divided like a number of four digits.
        long[] parts = {high >>> 32, high & 0xFFFFFFFFL, low >>> 32, low & 0xFFFFFFFFL};
        while ((parts[0] | parts[1] | parts[2] | parts[3]) != 0) {
            long remainder = 0;
            for (int i = 0; i < parts.length; i++) {
                long dividend = remainder << 32 | parts[i];
                parts[i] = dividend / 10;
                remainder = dividend % 10;
            }
            digits[--first] = (byte) ('0' + remainder);
        }
        return Host.text(digits, first, MAX_DIGITS);
    }
}
