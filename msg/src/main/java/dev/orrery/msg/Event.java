package dev.orrery.msg;

import java.util.List;

/** Something that happened in a transaction. */
public record Event(String type, List<Attribute> attributes) {
    public Event {
        attributes = List.copyOf(attributes);
    }
}
