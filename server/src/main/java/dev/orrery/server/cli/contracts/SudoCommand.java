package dev.orrery.server.cli.contracts;

import dev.orrery.proto.contracts.v1.SudoRequest;
import dev.orrery.proto.contracts.v1.SudoResponse;
import dev.orrery.server.cli.JsonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery sudo}. */
@Command(
        name = "sudo",
        header = "Send a contract a message as the chain itself.",
        description = "%nCalls the entry point sudo, which no account of a real chain can.%n",
        mixinStandardHelpOptions = true,
        footer = "%nExample:%n  orrery sudo wasm14hj2… '{\"steal_funds\": {\"recipient\": \"…\", \"amount\": []}}'")
public final class SudoCommand implements Runnable {
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

    @Parameters(index = "1", paramLabel = "MSG", description = Inputs.MESSAGE_HELP)
    private String message;

    @Override
    public void run() {
        SudoRequest request = SudoRequest.newBuilder()
                .setContract(contract)
                .setMsg(Inputs.message(message))
                .setGasLimit(call.gasLimit())
                .setBlock(call.block())
                .build();
        SudoResponse done = node.ask(server -> server.sudo(request));
        var out = spec.commandLine().getOut();
        if (json.wanted()) {
            out.println(Printing.json(done));
        } else {
            Printing.result(out, done.getResult());
        }
    }
}
