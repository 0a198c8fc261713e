package dev.orrery.server.cli.devnet;

import com.google.gson.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code orrery devnet snapshot}. */
@Command(
        name = "snapshot",
        header = "Remember the chain as it is now.",
        description =
                "%nPrints the id that 'orrery devnet revert' takes. Snapshots are forgotten when the chain ends.%n",
        mixinStandardHelpOptions = true,
        footer = "%nExample:%n  orrery devnet snapshot")
public final class SnapshotCommand implements Runnable {
    @Mixin
    private RpcOption rpc;

    @Override
    public void run() {
        rpc.call("orrery_snapshot", new JsonObject());
    }
}
