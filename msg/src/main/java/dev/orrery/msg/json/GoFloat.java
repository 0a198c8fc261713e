package dev.orrery.msg.json;

import java.math.BigDecimal;

/** Numbers as Go's encoder writes a float64: the shortest digits that read back, and an exponent only for the very large and small. */
final class GoFloat {
    /** encoding/json encode.go: floatEncoder. */
    private static final double EXPONENT_FROM = 1e21;

    private static final double EXPONENT_BELOW = 1e-6;

    private GoFloat() {}

    /**
     * @throws JsonException if the number is too large for a float64
     */
    static String text(String number) {
        double value = Double.parseDouble(number);
        if (Double.isInfinite(value)) {
            throw new JsonException("json: cannot unmarshal number " + number + " into Go value of type float64");
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        double magnitude = Math.abs(value);
        if (magnitude >= EXPONENT_BELOW && magnitude < EXPONENT_FROM) {
            return shortest.toPlainString();
        }
        String digits = shortest.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        return (value < 0 ? "-" : "") + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+")
                + Math.abs(exponent);
    }
}
