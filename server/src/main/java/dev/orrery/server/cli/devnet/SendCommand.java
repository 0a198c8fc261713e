package dev.orrery.server.cli.devnet;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.orrery.server.cli.contracts.Inputs;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery devnet send}. */
@Command(
        name = "send",
        header = "Send messages in the name of anybody.",
        description =
                "%nNobody signs them: their sender is whoever they name. Prints what became of the transaction.%n",
        mixinStandardHelpOptions = true,
        footer =
                "%nExample:%n  orrery devnet send '{\"@type\": \"/cosmos.bank.v1beta1.MsgSend\", \"from_address\": \"wasm1…\", …}'")
public final class SendCommand implements Runnable {
    @Mixin
    private RpcOption rpc;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MSG", arity = "1..100", description = "With its type as @type. " + Inputs.MESSAGE_HELP)
    private List<String> messages = List.of();

    @Option(names = "--memo", paramLabel = "TEXT", description = "Stands in the transaction.")
    private Optional<String> memo = Optional.empty();

    @Option(names = "--gas", paramLabel = "GAS", description = "SDK gas that it may use. Default: 1,000,000,000.")
    private Optional<Long> gas = Optional.empty();

    @Override
    public void run() {
        JsonArray all = new JsonArray();
        messages.forEach(text -> all.add(message(text)));
        JsonObject params = new JsonObject();
        params.add("messages", all);
        memo.ifPresent(text -> params.addProperty("memo", text));
        gas.ifPresent(limit -> params.addProperty("gas_limit", limit));
        rpc.call("orrery_send", params);
    }

    private JsonObject message(String text) {
        try {
            return JsonParser.parseString(Inputs.message(text).toStringUtf8()).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new ParameterException(spec.commandLine(), "MSG is no JSON object: " + text, e);
        }
    }
}
