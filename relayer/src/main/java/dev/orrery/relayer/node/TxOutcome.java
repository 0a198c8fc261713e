package dev.orrery.relayer.node;

import java.util.List;

/**
 * What became of a transaction.
 *
 * @param code 0 if it did what it should
 * @param log why not
 */
public record TxOutcome(long height, long code, String log, List<TxEvent> events) {
    public TxOutcome {
        events = List.copyOf(events);
    }

    static TxOutcome of(Fields json) {
        Fields result = json.object("tx_result");
        return new TxOutcome(
                json.number("height"),
                result.number("code"),
                result.text("log"),
                result.objects("events").stream().map(TxEvent::of).toList());
    }

    /**
     * The value of the first event's attribute.
     *
     * @throws NodeException if there is none
     */
    public String attribute(String type, String name) {
        return events.stream()
                .filter(event -> event.type().equals(type))
                .findFirst()
                .orElseThrow(() -> NodeException.unreadable("a transaction without an event " + type))
                .required(name);
    }
}
