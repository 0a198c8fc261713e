package dev.orrery.server.cli.devnet;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.orrery.server.cli.ChainRpc;
import dev.orrery.server.cli.CommandFailure;
import dev.orrery.server.cli.JsonOption;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which chain a command talks to, and the talking. */
final class RpcOption {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private ChainRpc chain;

    @Mixin
    private JsonOption json;

    /**
     * Calls a method and prints what it answers, a field a line.
     *
     * @throws CommandFailure with the chain's text if it says no
     */
    void call(String method, JsonObject params) {
        JsonObject result = chain.call(method, params).getAsJsonObject();
        PrintWriter out = spec.commandLine().getOut();
        if (json.wanted()) {
            out.println(result);
        } else {
            result.entrySet().forEach(field -> print(out, field));
        }
        if (result.has("code") && result.get("code").getAsInt() != 0) {
            throw new CommandFailure(result.get("log").getAsString());
        }
    }

    private static void print(PrintWriter out, Map.Entry<String, JsonElement> field) {
        JsonElement value = field.getValue();
        String text = value.isJsonPrimitive() ? value.getAsString() : value.toString();
        boolean says = !value.isJsonNull() && !text.isEmpty() && !text.equals("[]");
        if (says) {
            out.println(
                    field.getKey() + " ".repeat(Math.max(1, 10 - field.getKey().length())) + text);
        }
    }
}
