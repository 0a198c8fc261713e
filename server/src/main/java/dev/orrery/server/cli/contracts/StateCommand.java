package dev.orrery.server.cli.contracts;

import com.google.protobuf.ByteString;
import dev.orrery.proto.contracts.v1.GetStateRequest;
import dev.orrery.proto.contracts.v1.GetStateResponse;
import dev.orrery.proto.contracts.v1.StateEntry;
import dev.orrery.server.cli.JsonOption;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery state}. */
@Command(
        name = "state",
        header = "Show what a contract has stored.",
        description = "%nOne entry a line, in the order of keys: the key, a tab, the value.%n",
        mixinStandardHelpOptions = true,
        footer = "%nExample:%n  orrery state wasm14hj2… --prefix config")
public final class StateCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private NodeOption node;

    @Mixin
    private JsonOption json;

    @Parameters(paramLabel = "CONTRACT", description = "The contract's address.")
    private String contract;

    @Option(
            names = "--prefix",
            paramLabel = "KEY",
            description = "Only keys that begin so: text, or 0x and hexadecimal.")
    private Optional<String> prefix = Optional.empty();

    @Override
    public void run() {
        ByteString page = ByteString.EMPTY;
        do {
            GetStateRequest.Builder request =
                    GetStateRequest.newBuilder().setContract(contract).setPageToken(page);
            prefix.map(Keys::parse).ifPresent(request::setPrefix);
            GetStateResponse entries = node.ask(server -> server.getState(request.build()));
            entries.getEntriesList().forEach(this::print);
            page = entries.getNextPageToken();
        } while (!page.isEmpty());
    }

    private void print(StateEntry entry) {
        spec.commandLine()
                .getOut()
                .println(
                        json.wanted()
                                ? Printing.json(entry)
                                : Printing.text(entry.getKey()) + "\t" + Printing.text(entry.getValue()));
    }
}
