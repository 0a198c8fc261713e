package dev.orrery.server.comet;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.orrery.chain.solo.SoloNode;
import dev.orrery.server.http.Caller;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** All methods by their names, and the form of every answer. Any thread. */
final class MethodTable {
    private static final System.Logger LOG = System.getLogger(MethodTable.class.getName());

    private final SortedMap<String, RpcMethod> methods = new TreeMap<>();

    MethodTable(List<RpcMethod> all) {
        all.forEach(method -> methods.put(method.name(), method));
    }

    /** @param more beside those that CometBFT has */
    static MethodTable of(SoloNode node, AbciQuery query, NodeIdentity identity, List<RpcMethod> more) {
        List<RpcMethod> all = new ArrayList<>();
        all.addAll(new NodeMethods(node, query, identity).all());
        all.addAll(new BlockMethods(node).all());
        all.addAll(new TxMethods(node).all());
        all.addAll(more);
        return new MethodTable(all);
    }

    Optional<RpcMethod> find(String name) {
        return Optional.ofNullable(methods.get(name));
    }

    List<RpcMethod> all() {
        return List.copyOf(methods.values());
    }

    /** Calls a method by JSON. */
    JsonObject answer(RpcRequest request, Caller caller) {
        return answer(request.id(), () -> {
            RpcMethod method = find(request.method()).orElseThrow(RpcException::noSuchMethod);
            return method.call(caller, Arguments.fromJson(method.parameters(), request.params()));
        });
    }

    /** The result as an answer; failures become answers too. */
    static JsonObject answer(Optional<JsonPrimitive> id, Supplier<JsonElement> result) {
        try {
            return answer(id, "result", result.get());
        } catch (RpcException e) {
            return error(id, e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a call of the RPC failed", e);
            return error(id, RpcException.refused("the node failed to answer; its log says why"));
        }
    }

    static JsonObject error(Optional<JsonPrimitive> id, RpcException error) {
        return answer(id, "error", error.json());
    }

    private static JsonObject answer(Optional<JsonPrimitive> id, String kind, JsonElement value) {
        JsonObject answer = new JsonObject();
        answer.addProperty("jsonrpc", "2.0");
        id.ifPresent(given -> answer.add("id", given));
        answer.add(kind, value);
        return answer;
    }
}
