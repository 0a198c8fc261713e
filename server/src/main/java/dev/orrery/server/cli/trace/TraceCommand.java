package dev.orrery.server.cli.trace;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.orrery.server.cli.ChainRpc;
import dev.orrery.server.cli.JsonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery trace}. */
@Command(
        name = "trace",
        header = "Show what a transaction did: messages, contract calls, storage, queries, gas.",
        description =
                "%nThe node runs the transaction again on the state that was there before, so this works for every"
                        + " transaction whose state it keeps, and costs the chain nothing. Under a CometBFT ask the REST port"
                        + " of an 'orrery chain --abci --node': --rpc http://localhost:1317/orrery/rpc.%n",
        mixinStandardHelpOptions = true,
        footer = {"%nExamples:", "  orrery trace 5C1A…", "  orrery trace 5C1A… --json | jq .steps"})
public final class TraceCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ChainRpc rpc;

    @Mixin
    private JsonOption json;

    @Parameters(paramLabel = "TXHASH", description = "The transaction's hash, as clients and explorers show it.")
    private String hash;

    @Override
    public void run() {
        JsonObject params = new JsonObject();
        params.addProperty("hash", hash);
        JsonElement trace = rpc.call("orrery_traceTransaction", params);
        var out = spec.commandLine().getOut();
        if (json.wanted()) {
            out.println(trace);
        } else {
            new TraceTree(out).print(trace.getAsJsonObject());
        }
        out.flush();
    }
}
