package dev.orrery.server.comet;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import dev.orrery.server.trace.TraceException;
import dev.orrery.server.trace.TraceJson;
import dev.orrery.server.trace.Traces;
import dev.orrery.server.trace.TxTrace;
import java.util.List;

/**
 * What transactions in blocks did, as methods of the RPC: {@code orrery_traceTransaction} and {@code orrery_profileTransaction}.
 * docs/tracing.md.
 */
public record TraceRpc(Traces traces, TraceJson json) {
    List<RpcMethod> all() {
        Parameter hash = new Parameter("hash", Parameter.Kind.TEXT);
        return List.of(
                new RpcMethod("orrery_traceTransaction", List.of(hash), this::trace),
                new RpcMethod(
                        "orrery_profileTransaction",
                        List.of(hash, new Parameter("format", Parameter.Kind.TEXT)),
                        this::profile));
    }

    private JsonElement trace(Arguments arguments) {
        try {
            return json.trace(traces.trace(Traces.hash(arguments.text("hash"))));
        } catch (TraceException e) {
            throw RpcException.refused(e.getMessage());
        }
    }

    private JsonElement profile(Arguments arguments) {
        String format = arguments.text("format");
        if (!List.of("", "tree", "speedscope", "svg").contains(format)) {
            throw RpcException.refused("format: tree, speedscope or svg is wanted");
        }
        TxTrace trace;
        try {
            trace = traces.profile(Traces.hash(arguments.text("hash")));
        } catch (TraceException e) {
            throw RpcException.refused(e.getMessage());
        }
        return switch (format) {
            case "speedscope" -> json.speedscope(trace);
            case "svg" -> new JsonPrimitive(json.flameGraph(trace));
            default -> json.profile(trace);
        };
    }
}
