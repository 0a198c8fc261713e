package dev.orrery.vm.imports;

import java.math.BigDecimal;

/** Values in the spelling of Rust's {@code {:?}} and {@code {}}. Rust core: fmt, str::escape_debug. */
final class RustDebug {
    /** Beyond these, Rust prints a float with an exponent. Rust core fmt/float.rs. */
    private static final double EXPONENT_FROM = 1e16;

    private static final double EXPONENT_BELOW = 1e-5;

    private RustDebug() {}

    /** A text in quotes with its quotes, backslashes and control characters escaped. */
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case 0 -> quoted.append("\\0");
                default -> {
                    if (Character.isISOControl(c)) {
                        quoted.append("\\u{").append(Integer.toHexString(c)).append('}');
                    } else {
                        quoted.appendCodePoint(c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    /** A float with at least one digit behind the point. */
    static String number(double value) {
        double size = Math.abs(value);
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (size >= EXPONENT_FROM || size < EXPONENT_BELOW) {
            int exponent = exact.precision() - exact.scale() - 1;
            return exact.movePointLeft(exponent).toPlainString() + "e" + exponent;
        }
        String plain = exact.toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }
}
