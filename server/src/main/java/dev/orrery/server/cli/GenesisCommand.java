package dev.orrery.server.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import dev.orrery.chain.ChainConfig;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.error.ChainException;
import dev.orrery.server.chain.CometGenesis;
import dev.orrery.server.chain.GenesisText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery genesis}: completes what {@code cometbft init} and {@code cometbft testnet} write. */
@Command(
        name = "genesis",
        header = "Give a genesis of CometBFT the state that a chain begins with.",
        description =
                "%nReads FILE, in which CometBFT has written who votes, and adds app_state: each validator has its voting"
                        + " power at stake, the known accounts have coins, everything else is wasmd's default. All"
                        + " nodes of a chain need the same file.%n",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExample:",
            "  cometbft testnet --v 4 --o net",
            "  orrery genesis --chain-id net-1 --power 250 net/node0/config/genesis.json",
            "  for n in 1 2 3; do cp net/node{0,$n}/config/genesis.json; done"
        })
public final class GenesisCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OwnerOptions owners;

    @Parameters(paramLabel = "FILE", description = "The genesis; is completed in place unless --output says where.")
    private Path file;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where the complete genesis is written instead; one that is there already is kept.")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--chain-id", paramLabel = "ID", description = "Instead of the one that CometBFT made up.")
    private Optional<String> chainId = Optional.empty();

    @Option(
            names = "--power",
            paramLabel = "NUMBER",
            description = "Voting power of each validator, instead of what FILE says; each unit is 1000000ustake at"
                    + " stake.")
    private Optional<Long> power = Optional.empty();

    @Option(
            names = "--operator",
            split = " ",
            paramLabel = "ADDRESS",
            description = "Who runs a validator: may unjail it and take its commission. Repeatable, in the order of the"
                    + " validators in FILE. Without one nobody has the operator's key.")
    private List<String> operators = List.of();

    @Override
    public Integer call() throws IOException {
        chainId.filter(id -> !ChainOptions.isChainId(id)).ifPresent(id -> {
            throw refuse("--chain-id", "'" + id + "' is no chain id");
        });
        power.filter(value -> value < 1 || value > CometGenesis.MAX_POWER).ifPresent(value -> {
            throw refuse("--power", "must be from 1 to " + CometGenesis.MAX_POWER);
        });
        if (output.filter(Files::exists).isPresent()) {
            spec.commandLine().getOut().println(output.get() + ": is there already");
            return 0;
        }
        ChainConfig config = owners.config();
        AddressFormat format = config.formats().account();
        CometGenesis.Additions additions = new CometGenesis.Additions(
                config.formats(),
                CometGenesis.defaults(config),
                chainId,
                owners.funded(this::refusal),
                operators.stream().map(text -> operator(format, text)).toList(),
                power.map(OptionalLong::of).orElseGet(OptionalLong::empty));
        JsonObject complete;
        try {
            complete = CometGenesis.parse(read()).complete(additions);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(file + ": " + e.getMessage(), e);
        }
        Path written = output.orElse(file);
        write(complete, written);
        spec.commandLine()
                .getOut()
                .println(written + ": chain " + complete.get("chain_id").getAsString() + ", "
                        + complete.getAsJsonArray("validators").size() + " validators");
        return 0;
    }

    private String read() {
        try {
            return GenesisText.read(file);
        } catch (IOException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    /** All of it or nothing, whenever the process ends. */
    private static void write(JsonObject genesis, Path file) throws IOException {
        String json = new GsonBuilder()
                .disableHtmlEscaping()
                .setPrettyPrinting()
                .create()
                .toJson(genesis);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, json + "\n");
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Address operator(AddressFormat format, String text) {
        try {
            return format.parse(text);
        } catch (ChainException e) {
            throw refuse("--operator", "'" + text + "': " + e.getMessage());
        }
    }

    private ParameterException refuse(String option, String why) {
        return refusal(option + ": " + why);
    }

    private ParameterException refusal(String text) {
        return new ParameterException(spec.commandLine(), text);
    }
}
