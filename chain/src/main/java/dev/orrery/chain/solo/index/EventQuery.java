package dev.orrery.chain.solo.index;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Conditions joined by AND, for example {@code tm.event='Tx' AND transfer.amount>5}. */
public record EventQuery(List<Condition> conditions) {
    /** Longest query. Characters. cometbft rpc/core/events.go: maxQueryLength. */
    public static final int MAX_LENGTH = 512;

    public EventQuery {
        conditions = List.copyOf(conditions);
    }

    /** @throws QueryException if the text is no query */
    public static EventQuery parse(String text) {
        return new EventQuery(new QueryParser(text).conditions());
    }

    /** Whether each condition finds a value, be it in different events. */
    public boolean matches(Map<String, ? extends Collection<String>> valuesByTag) {
        return conditions.stream()
                .allMatch(condition ->
                        valuesOf(condition.tag(), valuesByTag).stream().anyMatch(condition::matches));
    }

    private static Collection<String> valuesOf(String tag, Map<String, ? extends Collection<String>> valuesByTag) {
        Collection<String> values = valuesByTag.get(tag);
        if (values != null) {
            return values;
        }
        // Quirk: a tag that is an event's type finds the type itself, as an empty text. cometbft query.go: findAttr.
        return valuesByTag.keySet().stream().anyMatch(known -> known.startsWith(tag + "."))
                ? List.of("")
                : Collections.emptyList();
    }
}
