package dev.orrery.msg;

import java.util.List;
import java.util.Optional;

/** What the IBC entry points return on success. */
public final class IbcResponse {
    private IbcResponse() {}

    /** The version the contract wants for the channel. */
    public record ChannelOpen(String version) {}

    public record Basic(List<SubMsg> messages, List<Attribute> attributes, List<Event> events) {
        public Basic {
            messages = List.copyOf(messages);
            attributes = List.copyOf(attributes);
            events = List.copyOf(events);
        }
    }

    /**
     * @param acknowledgement absent if the contract writes it later; an empty one is an acknowledgement
     */
    public record Receive(
            Optional<Bytes> acknowledgement, List<SubMsg> messages, List<Attribute> attributes, List<Event> events) {
        public Receive {
            messages = List.copyOf(messages);
            attributes = List.copyOf(attributes);
            events = List.copyOf(events);
        }
    }
}
