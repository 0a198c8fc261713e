package dev.orrery.server.rest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All paths of the gateway. Immutable. */
final class RouteTable {
    private static final String RESOURCE = "routes.txt";

    private final List<Route> routes;

    private RouteTable(List<Route> routes) {
        this.routes = routes;
    }

    /** A path that was found, with the values of its variables. */
    record Match(Route route, Map<String, String> variables) {}

    static RouteTable load() {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(RouteTable.class.getResourceAsStream(RESOURCE), StandardCharsets.UTF_8))) {
            return new RouteTable(lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(Route::parse)
                    .sorted(Comparator.comparingLong(Route::literals).reversed())
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Route> routes() {
        return routes;
    }

    Optional<Match> find(String verb, List<String> path) {
        for (Route route : routes) {
            if (route.verb().equals(verb)) {
                Optional<Map<String, String>> variables = route.match(path);
                if (variables.isPresent()) {
                    return Optional.of(new Match(route, variables.get()));
                }
            }
        }
        return Optional.empty();
    }
}
