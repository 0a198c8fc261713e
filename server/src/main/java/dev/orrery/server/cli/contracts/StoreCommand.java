package dev.orrery.server.cli.contracts;

import com.google.protobuf.ByteString;
import dev.orrery.proto.contracts.v1.StoreCodeRequest;
import dev.orrery.proto.contracts.v1.StoreCodeResponse;
import dev.orrery.server.cli.JsonOption;
import java.nio.file.Path;
import java.util.HexFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery store}. */
@Command(
        name = "store",
        header = "Upload a contract's code.",
        description = "%nThe server checks and compiles it, and gives it the next code number.%n",
        mixinStandardHelpOptions = true,
        footer = "%nExample:%n  orrery store artifacts/token.wasm")
public final class StoreCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private NodeOption node;

    @Mixin
    private SenderOption sender;

    @Mixin
    private JsonOption json;

    @Parameters(paramLabel = "FILE", description = "Wasm, plain or packed with gzip.")
    private Path file;

    @Override
    public void run() {
        ByteString wasm = Inputs.file(file);
        StoreCodeResponse stored = node.ask(server -> server.storeCode(StoreCodeRequest.newBuilder()
                .setSender(sender.address())
                .setWasm(wasm)
                .build()));
        var out = spec.commandLine().getOut();
        if (json.wanted()) {
            out.println(Printing.json(stored));
            return;
        }
        Printing.line(out, "code", Long.toUnsignedString(stored.getCodeId()));
        Printing.line(
                out, "sha-256", HexFormat.of().formatHex(stored.getChecksum().toByteArray()));
    }
}
