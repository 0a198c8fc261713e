package dev.orrery.msg;

import java.util.List;
import java.util.Optional;

/** What a contract returns on success of a call that may write. Absent data differs from empty data. */
public record Response(List<SubMsg> messages, Optional<Bytes> data, List<Attribute> attributes, List<Event> events) {
    public Response {
        messages = List.copyOf(messages);
        attributes = List.copyOf(attributes);
        events = List.copyOf(events);
    }
}
