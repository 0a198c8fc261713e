package dev.orrery.chain.solo.index;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A query's conditions on height, taken together, and the others.
 *
 * @param last below {@code first} where no height can match
 */
record Heights(long first, long last, List<Condition> others) {
    static Heights of(EventQuery query, String tag, long newest) {
        BigDecimal first = BigDecimal.ONE;
        BigDecimal last = BigDecimal.valueOf(newest);
        List<Condition> others = new ArrayList<>();
        for (Condition condition : query.conditions()) {
            if (!condition.tag().equals(tag)) {
                others.add(condition);
                continue;
            }
            Condition.Test test = condition.test();
            if (test instanceof Condition.Is is && is.operand() instanceof Condition.Numeral number) {
                first = first.max(number.value());
                last = last.min(number.value());
            } else if (test instanceof Condition.Compared compared
                    && compared.to() instanceof Condition.Numeral number) {
                first = first.max(lowest(compared.comparison(), number.value()));
                last = last.min(highest(compared.comparison(), number.value(), last));
            } else if (!(test instanceof Condition.Exists)) {
                last = BigDecimal.ZERO;
            }
        }
        return new Heights(
                first.min(last.add(BigDecimal.ONE))
                        .setScale(0, RoundingMode.CEILING)
                        .longValueExact(),
                last.setScale(0, RoundingMode.FLOOR).longValueExact(),
                List.copyOf(others));
    }

    boolean contain(long height) {
        return first <= height && height <= last;
    }

    private static BigDecimal lowest(Condition.Comparison comparison, BigDecimal bound) {
        return switch (comparison) {
            case AT_LEAST -> bound;
            case GREATER -> bound.setScale(0, RoundingMode.FLOOR).add(BigDecimal.ONE);
            case EQUAL, LESS, AT_MOST -> BigDecimal.ONE;
        };
    }

    private static BigDecimal highest(Condition.Comparison comparison, BigDecimal bound, BigDecimal otherwise) {
        return switch (comparison) {
            case AT_MOST -> bound;
            case LESS -> bound.setScale(0, RoundingMode.CEILING).subtract(BigDecimal.ONE);
            case EQUAL, GREATER, AT_LEAST -> otherwise;
        };
    }
}
