package dev.orrery.relayer.node;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a transaction or a block told.
 *
 * @param attributes the first value of each; events of IBC repeat none that matters
 */
public record TxEvent(String type, Map<String, String> attributes) {
    public TxEvent {
        attributes = Map.copyOf(attributes);
    }

    static TxEvent of(Fields json) {
        Map<String, String> attributes = new LinkedHashMap<>();
        json.objects("attributes").forEach(each -> attributes.putIfAbsent(each.text("key"), each.text("value")));
        return new TxEvent(json.text("type"), attributes);
    }

    public Optional<String> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    /** @throws NodeException if there is none */
    public String required(String name) {
        return attribute(name).orElseThrow(() -> NodeException.unreadable("an event " + type + " without its " + name));
    }
}
