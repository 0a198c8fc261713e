package dev.orrery.server.cli.contracts;

import dev.orrery.proto.contracts.v1.QueryRequest;
import dev.orrery.proto.contracts.v1.QueryResponse;
import dev.orrery.server.cli.CommandFailure;
import dev.orrery.server.cli.JsonOption;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery query}. */
@Command(
        name = "query",
        header = "Ask a contract, or read one key of its state.",
        description = "%nPrints the answer alone, so that it can be piped.%n",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  orrery query wasm14hj2… '{\"get_count\": {}}'",
            "  orrery query wasm14hj2… --raw config"
        })
public final class QueryCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private NodeOption node;

    @Mixin
    private CallOptions call;

    @Mixin
    private JsonOption json;

    @Parameters(index = "0", paramLabel = "CONTRACT", description = "The contract's address.")
    private String contract;

    @Parameters(index = "1", arity = "0..1", paramLabel = "MSG", description = Inputs.MESSAGE_HELP)
    private Optional<String> smart = Optional.empty();

    @Option(
            names = "--raw",
            paramLabel = "KEY",
            description = "Instead of MSG: a key of the contract's state, as text, or 0x and hexadecimal.")
    private Optional<String> raw = Optional.empty();

    @Override
    public void run() {
        if (smart.isPresent() == raw.isPresent()) {
            throw new ParameterException(spec.commandLine(), "Either MSG or --raw KEY");
        }
        QueryRequest.Builder request = QueryRequest.newBuilder()
                .setContract(contract)
                .setGasLimit(call.gasLimit())
                .setBlock(call.block());
        smart.map(Inputs::message).ifPresent(request::setSmart);
        raw.map(Keys::parse).ifPresent(request::setRaw);
        QueryResponse answer = node.ask(server -> server.query(request.build()));
        var out = spec.commandLine().getOut();
        if (json.wanted()) {
            out.println(Printing.json(answer));
        } else if (answer.hasData()) {
            out.println(Printing.text(answer.getData()));
        } else {
            throw new CommandFailure("the contract has nothing under that key");
        }
    }
}
