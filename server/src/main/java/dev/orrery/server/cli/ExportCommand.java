package dev.orrery.server.cli;

import dev.orrery.chain.ChainConfig;
import dev.orrery.server.chain.GenesisExport;
import dev.orrery.server.chain.GenesisExport.Wanted;
import dev.orrery.server.chain.GenesisExport.Written;
import dev.orrery.server.chain.GenesisText;
import java.io.BufferedWriter;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code orrery export}: a chain's state as the genesis of another. */
@Command(
        name = "export",
        header = "Write a chain's state as the genesis of another one.",
        description =
                "%nReads the chain in a home, which must not be running, and prints a genesis that has its accounts,"
                        + " balances, contracts, stakes, proposals and channels: 'orrery chain --genesis' and 'wasmd"
                        + " start' begin with it. Blocks, transactions and older states are not in it; 'orrery devnet"
                        + " dump' writes those, too.%n",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExample:",
            "  orrery export --home devnet --output-document genesis.json --validator-key priv_validator_key.json",
            "  orrery chain --genesis genesis.json"
        })
public final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PrefixOption prefix;

    @Option(names = "--home", required = true, paramLabel = "DIR", description = "Where the chain is kept.")
    private Path home;

    @Option(
            names = "--height",
            paramLabel = "HEIGHT",
            description = "The state after this block. Default: after the last one.")
    private Optional<Long> height = Optional.empty();

    @Option(
            names = "--for-zero-height",
            description = "For a chain that counts its blocks from 1 again: pays out all rewards, and forgets since"
                    + " which block anything is as it is.")
    private boolean forZeroHeight;

    @Option(
            names = "--output-document",
            paramLabel = "FILE",
            description = "Where the genesis is written. Default: standard output.")
    private Optional<Path> output = Optional.empty();

    @Option(
            names = "--validator-key",
            paramLabel = "FILE",
            description = "Where the key of the validator that makes the blocks is written, in the form of CometBFT's"
                    + " priv_validator_key.json: a chain that goes on with the genesis needs it.")
    private Optional<Path> validatorKey = Optional.empty();

    @Override
    public Integer call() {
        height.filter(value -> value < 1).ifPresent(value -> {
            throw new ParameterException(spec.commandLine(), "--height: " + value + " is no number of a block");
        });
        try {
            Optional<String> key = validatorKey.isPresent() ? Optional.of(readKey()) : Optional.empty();
            ChainConfig config = prefix.config().withVersion(Version.orrery());
            Wanted wanted = new Wanted(height, forZeroHeight);
            Written written = output.isPresent()
                    ? write(output.get(), config, wanted)
                    : GenesisExport.write(
                            home,
                            config,
                            wanted,
                            () -> new Unclosed(spec.commandLine().getOut()));
            if (key.isPresent()) {
                writeKey(validatorKey.get(), key.get());
            }
            output.ifPresent(file -> spec.commandLine()
                    .getOut()
                    .println(file + ": chain " + written.chainId() + " after block " + written.height()));
            return 0;
        } catch (IOException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private String readKey() throws IOException {
        return GenesisExport.validatorKey(home)
                .orElseThrow(() -> new CommandFailure("--validator-key: " + home
                        + " has none; that of a chain under CometBFT is in CometBFT's home"));
    }

    /** Under another name until it is whole. */
    private Written write(Path file, ChainConfig config, Wanted wanted) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        try {
            Written written = GenesisExport.write(home, config, wanted, () -> Files.newBufferedWriter(unfinished));
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
            warnIfTooLong(file);
            return written;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private void warnIfTooLong(Path file) throws IOException {
        if (Files.size(file) > GenesisText.MAX_FILE_BYTES) {
            spec.commandLine()
                    .getErr()
                    .println(file + ": longer than the " + GenesisText.MAX_FILE_BYTES
                            + " bytes that 'orrery chain --genesis' reads");
        }
    }

    private static void writeKey(Path file, String key) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            if (Files.readString(file).equals(key)) {
                return;
            }
            throw new IOException("--validator-key: " + file + " is there already, and another one", e);
        }
        Files.writeString(file, key);
    }

    /** Standard output, which others go on writing to. */
    private static final class Unclosed extends FilterWriter {
        Unclosed(PrintWriter out) {
            super(new BufferedWriter(out));
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
