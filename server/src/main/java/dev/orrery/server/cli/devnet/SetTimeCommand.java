package dev.orrery.server.cli.devnet;

import com.google.gson.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code orrery devnet set-time}. */
@Command(
        name = "set-time",
        header = "Say which time the next block gets.",
        description = "%nIt must be later than the newest block. The clock runs on from there.%n",
        mixinStandardHelpOptions = true,
        footer = "%nExample:%n  orrery devnet set-time 2027-01-31T12:00:00Z")
public final class SetTimeCommand implements Runnable {
    @Mixin
    private RpcOption rpc;

    @Parameters(paramLabel = "TIME", description = "As 2027-01-31T12:00:00Z, or in seconds since 1970.")
    private String time;

    @Override
    public void run() {
        JsonObject params = new JsonObject();
        params.addProperty("time", time);
        rpc.call("orrery_setNextBlockTime", params);
    }
}
