package dev.orrery.server.cli.trace;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.orrery.server.cli.ChainRpc;
import dev.orrery.server.cli.CommandFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery profile}. */
@Command(
        name = "profile",
        header = "Show which functions of contracts a transaction's gas went to.",
        description =
                "%nThe node runs the transaction again, contracts in the interpreter: the gas is the same to the unit."
                        + " Functions have the names of the module's name section, which optimizers often remove; others have"
                        + " numbers.%n",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  orrery profile 5C1A…",
            "  orrery profile 5C1A… --svg flame.svg",
            "  orrery profile 5C1A… --speedscope profile.json   # opens on speedscope.app"
        })
public final class ProfileCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ChainRpc rpc;

    @Parameters(paramLabel = "TXHASH", description = "The transaction's hash, as clients and explorers show it.")
    private String hash;

    @Option(names = "--svg", paramLabel = "FILE", description = "Write a flame graph, as a picture for browsers.")
    private Optional<Path> svg = Optional.empty();

    @Option(names = "--speedscope", paramLabel = "FILE", description = "Write a profile that speedscope opens.")
    private Optional<Path> speedscope = Optional.empty();

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        svg.ifPresent(file -> write(out, file, profile("svg").getAsString()));
        speedscope.ifPresent(file -> write(out, file, profile("speedscope").toString()));
        if (svg.isEmpty() && speedscope.isEmpty()) {
            new ProfileTable(out).print(profile("tree").getAsJsonObject());
        }
        out.flush();
    }

    private JsonElement profile(String format) {
        JsonObject params = new JsonObject();
        params.addProperty("hash", hash);
        params.addProperty("format", format);
        return rpc.call("orrery_profileTransaction", params);
    }

    private static void write(PrintWriter out, Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new CommandFailure(file + " can't be written: " + e.getMessage(), e);
        }
        out.println("wrote " + file);
    }
}
