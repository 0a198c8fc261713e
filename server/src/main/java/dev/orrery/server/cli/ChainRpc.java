package dev.orrery.server.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.orrery.relayer.node.NodeException;
import dev.orrery.relayer.node.Rpc;
import dev.orrery.server.comet.OwnRpc;
import java.net.URI;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Which chain a command asks, and the asking. */
public final class ChainRpc {
    /** Long enough for ten thousand blocks and any profile, deep enough for calls in calls, each an object in an array. */
    private static final Rpc.Limits LIMITS = new Rpc.Limits(Duration.ofMinutes(5), 256L << 20, 10_000);

    /** The text of JSON-RPC's code -32601. */
    private static final String NO_SUCH_METHOD = "Method not found";

    @Option(
            names = "--rpc",
            paramLabel = "URL",
            defaultValue = "${env:ORRERY_RPC:-http://localhost:26657}",
            description = "RPC of the chain. Default: ${DEFAULT-VALUE}, or ORRERY_RPC.")
    private String rpc;

    /**
     * Calls a method.
     *
     * @throws CommandFailure with the node's text if it refuses
     */
    public JsonElement call(String method, JsonObject params) {
        try (Rpc chain = new Rpc(URI.create(rpc), LIMITS)) {
            JsonElement result = chain.result(method, params);
            if (result.isJsonNull()) {
                throw new CommandFailure(rpc + " is no chain's RPC");
            }
            return result;
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("--rpc takes a URL such as http://localhost:26657: " + rpc, e);
        } catch (NodeException e) {
            throw new CommandFailure(
                    switch (e.kind()) {
                        case REFUSED, REDUNDANT -> refusal(method, e.reason());
                        case UNREADABLE -> rpc + " is no chain's RPC";
                        case UNREACHABLE ->
                            "no chain answers on " + rpc + ": start one with 'orrery up', or name another with --rpc";
                    },
                    e);
        }
    }

    private String refusal(String method, String reason) {
        return reason.equals(NO_SUCH_METHOD)
                ? rpc + " has no " + method + ": it is a CometBFT's, or an 'orrery chain' under one, which has traces"
                        + " alone, at http://HOST:PORT" + OwnRpc.PATH + " of its REST port (--rpc)"
                : reason.replaceFirst("^error converting json params to arguments: ", "");
    }
}
