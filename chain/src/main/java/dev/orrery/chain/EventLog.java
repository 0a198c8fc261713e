package dev.orrery.chain;

import dev.orrery.msg.Attribute;
import dev.orrery.msg.Event;
import java.util.ArrayList;
import java.util.List;

/** Events in the order in which they happened. One thread. */
public final class EventLog {
    private final List<Event> events = new ArrayList<>();

    public void emit(Event event) {
        events.add(event);
    }

    /** Emits an event with attributes given as key, value, key, value … */
    public void emit(String type, String... keysAndValues) {
        List<Attribute> attributes = new ArrayList<>(keysAndValues.length / 2);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            attributes.add(new Attribute(keysAndValues[i], keysAndValues[i + 1]));
        }
        events.add(new Event(type, attributes));
    }

    public void emitAll(List<Event> more) {
        events.addAll(more);
    }

    public List<Event> events() {
        return List.copyOf(events);
    }

    /** The events, each with one more attribute at its end. */
    public static List<Event> marked(List<Event> events, Attribute attribute) {
        return events.stream()
                .map(event -> {
                    List<Attribute> attributes = new ArrayList<>(event.attributes());
                    attributes.add(attribute);
                    return new Event(event.type(), attributes);
                })
                .toList();
    }
}
