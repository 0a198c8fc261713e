package dev.orrery.ibc.v2;

import dev.orrery.ibc.SdkError;
import java.util.Map;
import java.util.Optional;

/**
 * Applications by the ports of payloads. ibc-go core/api/router.go.
 *
 * @param exact by whole names
 * @param prefixes by what names begin with
 */
public record PayloadRouter(Map<String, IbcModuleV2> exact, Map<String, IbcModuleV2> prefixes) {
    public PayloadRouter {
        exact = Map.copyOf(exact);
        prefixes = Map.copyOf(prefixes);
    }

    /** Quirk: a port without an application is a panic in the reference. */
    IbcModuleV2 route(String port) {
        return Optional.ofNullable(exact.get(port))
                .or(() -> prefixes.entrySet().stream()
                        .filter(route -> port.startsWith(route.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst())
                .orElseThrow(() -> SdkError.PANIC.failureSaying("recovered: no route for " + port));
    }
}
