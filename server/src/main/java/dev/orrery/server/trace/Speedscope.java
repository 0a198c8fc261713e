package dev.orrery.server.trace;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.orrery.vm.profile.CallProfile;
import java.util.LinkedHashMap;
import java.util.Map;

/** A profile in the format of speedscope, with gas for time: each function opens, has what it called, and closes. */
final class Speedscope {
    private static final String SCHEMA = "https://www.speedscope.app/file-format-schema.json";

    private final Map<String, Integer> frames = new LinkedHashMap<>();
    private final JsonArray events = new JsonArray();

    private Speedscope() {}

    static JsonObject of(String name, CallProfile profile) {
        Speedscope scope = new Speedscope();
        scope.add(profile, 0);
        JsonObject evented = new JsonObject();
        evented.addProperty("type", "evented");
        evented.addProperty("name", name);
        evented.addProperty("unit", "none");
        evented.addProperty("startValue", 0);
        evented.addProperty("endValue", profile.total());
        evented.add("events", scope.events);
        JsonArray profiles = new JsonArray();
        profiles.add(evented);
        JsonObject shared = new JsonObject();
        shared.add("frames", scope.names());
        JsonObject json = new JsonObject();
        json.addProperty("$schema", SCHEMA);
        json.addProperty("name", name);
        json.addProperty("exporter", "orrery");
        json.add("shared", shared);
        json.add("profiles", profiles);
        return json;
    }

    private JsonArray names() {
        JsonArray names = new JsonArray();
        for (String each : frames.keySet()) {
            JsonObject frame = new JsonObject();
            frame.addProperty("name", each);
            names.add(frame);
        }
        return names;
    }

    private void add(CallProfile profile, long start) {
        int frame = frames.computeIfAbsent(profile.name(), name -> frames.size());
        event("O", frame, start);
        long at = start;
        for (CallProfile each : profile.inside()) {
            add(each, at);
            at += each.total();
        }
        event("C", frame, start + profile.total());
    }

    private void event(String type, int frame, long at) {
        JsonObject event = new JsonObject();
        event.addProperty("type", type);
        event.addProperty("frame", frame);
        event.addProperty("at", at);
        events.add(event);
    }
}
