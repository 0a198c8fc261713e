package dev.orrery.relayer.packet;

import dev.orrery.relayer.node.Node;
import dev.orrery.relayer.node.TxEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Events of one kind, by what identifies them. A search that finds a transaction remembers all that it told: packets often come in
 * batches. One thread.
 *
 * @param names attributes that together identify an event
 */
record EventLog(Node node, String type, List<String> names, Map<List<String>, TxEvent> known) {
    /** How many events are remembered; the oldest are searched for again. */
    private static final int MAX_KNOWN = 4096;

    static EventLog of(Node node, String type, String... names) {
        return new EventLog(node, type, List.of(names), new LinkedHashMap<>());
    }

    /** @param values of the attributes, in their order */
    Optional<TxEvent> find(String... values) {
        List<String> wanted = List.of(values);
        if (!known.containsKey(wanted)) {
            node.search(query(wanted)).forEach(this::remember);
        }
        return Optional.ofNullable(known.get(wanted));
    }

    private String query(List<String> values) {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            query.append(i == 0 ? "" : " AND ")
                    .append(type)
                    .append('.')
                    .append(names.get(i))
                    .append("='")
                    .append(values.get(i))
                    .append('\'');
        }
        return query.toString();
    }

    private void remember(TxEvent event) {
        if (!event.type().equals(type)
                || names.stream().anyMatch(name -> event.attribute(name).isEmpty())) {
            return;
        }
        known.put(names.stream().map(event::required).collect(Collectors.toUnmodifiableList()), event);
        if (known.size() > MAX_KNOWN) {
            known.remove(known.keySet().iterator().next());
        }
    }
}
