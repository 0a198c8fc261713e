package dev.orrery.chain.solo.index;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One condition of a query: what an attribute's value must be.
 *
 * @param tag event type and attribute key, joined by a dot
 */
public record Condition(String tag, Test test) {
    /** A number at the beginning of a value, as in {@code 100ucosm}. cometbft libs/pubsub/query/query.go: extractNum. */
    private static final Pattern LEADING_NUMBER = Pattern.compile("^\\d+(\\.\\d+)?");

    /** Digits beyond which a value is not compared as a number; amounts have 78 at the most. */
    private static final int MAX_DIGITS = 200;

    public boolean matches(String value) {
        return switch (test) {
            case Exists exists -> true;
            case Contains contains -> value.contains(contains.part());
            case Is is -> equal(value, is.operand());
            case Compared compared -> compared(value, compared.comparison(), compared.to());
        };
    }

    private static boolean equal(String value, Operand operand) {
        return switch (operand) {
            case Text text -> value.equals(text.text());
            case Ordered ordered -> compared(value, Comparison.EQUAL, ordered);
        };
    }

    private static boolean compared(String value, Comparison comparison, Ordered to) {
        return switch (to) {
            case Numeral number ->
                number(value)
                        .map(found -> comparison.holds(found.compareTo(number.value())))
                        .orElse(false);
            case Moment moment ->
                moment(value)
                        .map(found -> comparison.holds(found.compareTo(moment.value())))
                        .orElse(false);
        };
    }

    private static Optional<BigDecimal> number(String value) {
        Matcher digits = LEADING_NUMBER.matcher(value);
        return digits.find() && digits.end() <= MAX_DIGITS
                ? Optional.of(new BigDecimal(digits.group()))
                : Optional.empty();
    }

    /** A time or a date, in the forms that a query has them. */
    static Optional<Instant> moment(String value) {
        try {
            return Optional.of(OffsetDateTime.parse(value).toInstant());
        } catch (DateTimeParseException noTime) {
            try {
                return Optional.of(
                        LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant());
            } catch (DateTimeParseException noDate) {
                return Optional.empty();
            }
        }
    }

    /** What is asked of the value. */
    public sealed interface Test {}

    public record Exists() implements Test {}

    public record Contains(String part) implements Test {}

    public record Is(Operand operand) implements Test {}

    public record Compared(Comparison comparison, Ordered to) implements Test {}

    /** What stands to the right of an operator. */
    public sealed interface Operand {}

    /** An operand that others can be less or greater than. */
    public sealed interface Ordered extends Operand {}

    public record Text(String text) implements Operand {}

    /** @param literal as it was written */
    public record Numeral(String literal, BigDecimal value) implements Ordered {}

    /** @param literal as it was written */
    public record Moment(String literal, Instant value) implements Ordered {}

    /** How two values stand to each other. */
    public enum Comparison {
        EQUAL,
        LESS,
        AT_MOST,
        GREATER,
        AT_LEAST;

        /** @param sign of the value compared to the operand */
        boolean holds(int sign) {
            return switch (this) {
                case EQUAL -> sign == 0;
                case LESS -> sign < 0;
                case AT_MOST -> sign <= 0;
                case GREATER -> sign > 0;
                case AT_LEAST -> sign >= 0;
            };
        }
    }
}
