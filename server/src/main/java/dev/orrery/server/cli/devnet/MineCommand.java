package dev.orrery.server.cli.devnet;

import com.google.gson.JsonObject;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery devnet mine}. */
@Command(
        name = "mine",
        header = "Make blocks now.",
        description = "%nThey hold whatever transactions wait.%n",
        mixinStandardHelpOptions = true,
        footer = "%nExample:%n  orrery devnet mine 100 --interval 5s")
public final class MineCommand implements Runnable {
    @Mixin
    private RpcOption rpc;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "BLOCKS", arity = "0..1", defaultValue = "1", description = "How many. Default: 1.")
    private int blocks;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            description = "How far the times of two blocks are apart. Default: as they come.")
    private Optional<String> interval = Optional.empty();

    @Override
    public void run() {
        JsonObject params = new JsonObject();
        params.addProperty("blocks", blocks);
        interval.ifPresent(time -> params.addProperty("interval_seconds", Seconds.parse(spec, "--interval", time)));
        rpc.call("orrery_mine", params);
    }
}
