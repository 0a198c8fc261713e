package dev.orrery.ibc;

import java.util.ArrayList;
import java.util.List;

/** Something that happened, for clients that follow the chain. Type, names and order are the reference's: relayers parse them. */
public record IbcEvent(String type, List<Attribute> attributes) {
    public IbcEvent {
        attributes = List.copyOf(attributes);
    }

    public record Attribute(String key, String value) {}

    /** An event with attributes given as key, value, key, value … */
    public static IbcEvent of(String type, String... keysAndValues) {
        List<Attribute> attributes = new ArrayList<>(keysAndValues.length / 2);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            attributes.add(new Attribute(keysAndValues[i], keysAndValues[i + 1]));
        }
        return new IbcEvent(type, attributes);
    }

    public IbcEvent with(String key, String value) {
        List<Attribute> more = new ArrayList<>(attributes);
        more.add(new Attribute(key, value));
        return new IbcEvent(type, more);
    }

    /** The event of an application whose work was undone. ibc-go core/internal/errors: ConvertToErrorEvents. */
    public IbcEvent asError() {
        String prefix = "ibccallbackerror-";
        return new IbcEvent(
                prefix + type,
                attributes.stream()
                        .map(attribute -> new Attribute(prefix + attribute.key(), attribute.value()))
                        .toList());
    }
}
