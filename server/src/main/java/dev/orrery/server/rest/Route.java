package dev.orrery.server.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path of the gateway.
 *
 * @param verb of HTTP
 * @param segments literals and variables
 * @param method path of the gRPC method, such as {@code /cosmos.bank.v1beta1.Query/Balance}
 */
record Route(String verb, List<Segment> segments, String method) {
    /** A part of a path between slashes. */
    sealed interface Segment {}

    record Literal(String text) implements Segment {}

    /**
     * @param field of the request that it sets
     * @param rest whether it takes all segments that follow, and their slashes
     */
    record Variable(String field, boolean rest) implements Segment {}

    static Route parse(String line) {
        String[] columns = line.split(" ", 3);
        List<Segment> segments =
                Paths.split(columns[1]).stream().map(Route::segment).toList();
        return new Route(columns[0], segments, "/" + columns[2]);
    }

    private static Segment segment(String text) {
        if (!text.startsWith("{")) {
            return new Literal(text);
        }
        String inside = text.substring(1, text.length() - 1);
        return inside.endsWith("=**")
                ? new Variable(inside.substring(0, inside.length() - "=**".length()), true)
                : new Variable(inside, false);
    }

    /** How many segments say exactly what they match; of two routes that match the one with more is meant. */
    long literals() {
        return segments.stream().filter(Literal.class::isInstance).count();
    }

    /** What the variables stand for, if the path is one of this route. */
    Optional<Map<String, String>> match(List<String> path) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            if (i >= path.size()) {
                return Optional.empty();
            }
            switch (segments.get(i)) {
                case Literal literal -> {
                    if (!literal.text().equals(path.get(i))) {
                        return Optional.empty();
                    }
                }
                case Variable variable -> {
                    if (variable.rest()) {
                        variables.put(variable.field(), String.join("/", path.subList(i, path.size())));
                        return Optional.of(variables);
                    }
                    variables.put(variable.field(), path.get(i));
                }
            }
        }
        return path.size() == segments.size() ? Optional.of(variables) : Optional.empty();
    }
}
