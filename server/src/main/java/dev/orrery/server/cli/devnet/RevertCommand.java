package dev.orrery.server.cli.devnet;

import com.google.gson.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code orrery devnet revert}. */
@Command(
        name = "revert",
        header = "Go back to a snapshot.",
        description =
                "%nBlocks, state, transactions and time become what they were. Later snapshots are forgotten, this one can be used again. Refused while the chain has IBC clients.%n",
        mixinStandardHelpOptions = true,
        footer = "%nExample:%n  orrery devnet revert 1")
public final class RevertCommand implements Runnable {
    @Mixin
    private RpcOption rpc;

    @Parameters(paramLabel = "ID", description = "As 'orrery devnet snapshot' printed it.")
    private String id;

    @Override
    public void run() {
        JsonObject params = new JsonObject();
        params.addProperty("id", id);
        rpc.call("orrery_revert", params);
    }
}
