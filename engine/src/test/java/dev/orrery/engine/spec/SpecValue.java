package dev.orrery.engine.spec;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A value of a script: an argument, or a pattern that a result has to match. Numbers are decimal text of their unsigned bits.
 *
 * <p>The reference that a script calls {@code n} is given to the engine as the number n + 1, since 0 is the null reference.
 */
record SpecValue(String type, String text) {
    private static final String NULL = "null";
    private static final String ANY = "any";

    private static final int F32_QUIET_NAN = 0x7FC0_0000;
    private static final long F64_QUIET_NAN = 0x7FF8_0000_0000_0000L;

    static SpecValue of(JsonNode json) {
        return new SpecValue(
                json.get("type").asText(), json.has("value") ? json.get("value").asText() : ANY);
    }

    /** The raw bits to hand to the engine. */
    long bits() {
        return switch (type) {
            case "i32" -> (int) Long.parseLong(text);
            case "f32", "i64", "f64" -> Long.parseUnsignedLong(text);
            case "externref", "funcref" -> text.equals(NULL) ? 0 : Long.parseLong(text) + 1;
            default -> throw new IllegalArgumentException(type);
        };
    }

    /** Whether raw bits that the engine returned are what this pattern asks for. */
    boolean matches(long actual) {
        return switch (text) {
            // Any sign.
            case "nan:canonical" ->
                type.equals("f32")
                        ? (actual & 0x7FFF_FFFFL) == F32_QUIET_NAN
                        : (actual & Long.MAX_VALUE) == F64_QUIET_NAN;
            // Any sign and any further payload.
            case "nan:arithmetic" ->
                type.equals("f32")
                        ? (actual & F32_QUIET_NAN) == F32_QUIET_NAN
                        : (actual & F64_QUIET_NAN) == F64_QUIET_NAN;
            case ANY -> actual != 0;
            default -> actual == bits();
        };
    }
}
