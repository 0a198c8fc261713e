package dev.orrery.server.cli.devnet;

import dev.orrery.proto.devnet.v1.DevnetGrpc;
import dev.orrery.proto.devnet.v1.DumpChunk;
import dev.orrery.proto.devnet.v1.DumpRequest;
import dev.orrery.server.cli.CommandFailure;
import dev.orrery.server.cli.contracts.NodeOption;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery devnet dump}. */
@Command(
        name = "dump",
        header = "Write the whole chain with its history into a file.",
        description = "%nOf the chain as it is now, which goes on meanwhile. The file holds the validator's key.%n",
        mixinStandardHelpOptions = true,
        footer = "%nExample:%n  orrery devnet dump chain.dump%n  orrery chain --load chain.dump --home elsewhere")
public final class DumpCommand implements Runnable {
    /** A chain of a few gigabytes takes minutes. */
    private static final long PATIENCE_MINUTES = 60;

    @Spec
    private CommandSpec spec;

    @Mixin
    private NodeOption node;

    @Parameters(paramLabel = "FILE", description = "Is replaced if there is one.")
    private Path file;

    @Override
    public void run() {
        node.talk(channel -> {
            Iterator<DumpChunk> chunks = DevnetGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(PATIENCE_MINUTES, TimeUnit.MINUTES)
                    .dump(DumpRequest.getDefaultInstance());
            return write(chunks);
        });
        spec.commandLine().getOut().println(file);
    }

    /** Under another name until it is whole. */
    private Path write(Iterator<DumpChunk> chunks) {
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
                while (chunks.hasNext()) {
                    chunks.next().getData().writeTo(out);
                }
            }
            return Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CommandFailure(file + " can't be written: " + e.getMessage(), e);
        }
    }
}
