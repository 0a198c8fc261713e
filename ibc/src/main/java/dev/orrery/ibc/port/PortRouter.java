package dev.orrery.ibc.port;

import dev.orrery.ibc.IbcException;
import java.util.Map;
import java.util.TreeMap;

/** Applications by their ports. ibc-go 05-port keeper/keeper.go: Route. */
public final class PortRouter {
    private final TreeMap<String, IbcModule> routes;

    /** @param routes applications by the name of their port, or by what names of their ports have in common */
    public PortRouter(Map<String, IbcModule> routes) {
        this.routes = new TreeMap<>(routes);
    }

    /**
     * The application of a port. Quirk: where no name is the port's, the first in alphabetical order that occurs anywhere in it wins.
     *
     * @throws IbcException if there is none
     */
    public IbcModule route(String port) {
        IbcModule exact = routes.get(port);
        if (exact != null) {
            return exact;
        }
        return routes.entrySet().stream()
                .filter(route -> port.contains(route.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> PortError.INVALID_ROUTE.failure("route not found to portID: " + port));
    }
}
