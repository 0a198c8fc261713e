package dev.orrery.server.cli.devnet;

import com.google.gson.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery devnet increase-time}. */
@Command(
        name = "increase-time",
        header = "Put the chain's clock forward.",
        description = "%nThe next block shows it, and the clock runs on from there.%n",
        mixinStandardHelpOptions = true,
        footer = "%nExample:%n  orrery devnet increase-time 30d")
public final class IncreaseTimeCommand implements Runnable {
    @Mixin
    private RpcOption rpc;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "TIME", description = "Such as 90, 90s, 5m, 2h or 30d.")
    private String time;

    @Override
    public void run() {
        JsonObject params = new JsonObject();
        params.addProperty("seconds", Seconds.parse(spec, "TIME", time));
        rpc.call("orrery_increaseTime", params);
    }
}
