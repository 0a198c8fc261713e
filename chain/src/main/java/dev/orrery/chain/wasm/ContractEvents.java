package dev.orrery.chain.wasm;

import dev.orrery.msg.Attribute;
import dev.orrery.msg.Event;
import java.util.ArrayList;
import java.util.List;

/** Makes events of the chain out of what a contract reports. wasmd x/wasm/keeper/events.go. */
final class ContractEvents {
    private static final String MODULE_EVENT = "wasm";
    private static final String CUSTOM_PREFIX = "wasm-";
    private static final String CONTRACT = "_contract_address";
    private static final String RESERVED_PREFIX = "_";

    /** Bytes that the type of an event must be longer than. */
    private static final int MIN_TYPE_BYTES = 2;

    private ContractEvents() {}

    /** The event that holds a contract's plain attributes; none if there are none. */
    static List<Event> ofAttributes(List<Attribute> attributes, String contract) {
        return attributes.isEmpty() ? List.of() : List.of(new Event(MODULE_EVENT, checked(attributes, contract)));
    }

    static List<Event> custom(List<Event> events, String contract) {
        List<Event> custom = new ArrayList<>(events.size());
        for (Event event : events) {
            String type = GoStrings.trim(event.type());
            if (GoStrings.bytes(type) <= MIN_TYPE_BYTES) {
                throw WasmError.INVALID_EVENT.failure("Event type too short: '" + type + "'");
            }
            custom.add(new Event(CUSTOM_PREFIX + type, checked(event.attributes(), contract)));
        }
        return custom;
    }

    private static List<Attribute> checked(List<Attribute> attributes, String contract) {
        List<Attribute> checked = new ArrayList<>(attributes.size() + 1);
        checked.add(new Attribute(CONTRACT, contract));
        for (Attribute attribute : attributes) {
            String key = GoStrings.trim(attribute.key());
            if (key.isEmpty()) {
                throw WasmError.INVALID_EVENT.failure("Empty attribute key. Value: " + attribute.value());
            }
            if (key.startsWith(RESERVED_PREFIX)) {
                throw WasmError.INVALID_EVENT.failure(
                        "Attribute key starts with reserved prefix " + RESERVED_PREFIX + ": '" + key + "'");
            }
            checked.add(new Attribute(key, GoStrings.trim(attribute.value())));
        }
        return checked;
    }
}
