package dev.orrery.server.cli.contracts;

import dev.orrery.proto.contracts.v1.ExecuteRequest;
import dev.orrery.proto.contracts.v1.ExecuteResponse;
import dev.orrery.server.cli.JsonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery execute}. */
@Command(
        name = "execute",
        header = "Send a contract a message.",
        description = "%nPrints data, events, messages that the contract wants sent, and gas.%n",
        mixinStandardHelpOptions = true,
        footer = "%nExample:%n  orrery execute wasm14hj2… '{\"increment\": {}}' --from bob --funds 5ucosm")
public final class ExecuteCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private NodeOption node;

    @Mixin
    private SenderOption sender;

    @Mixin
    private FundsOption funds;

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
        ExecuteRequest request = ExecuteRequest.newBuilder()
                .setContract(contract)
                .setSender(sender.address())
                .addAllFunds(funds.coins())
                .setMsg(Inputs.message(message))
                .setGasLimit(call.gasLimit())
                .setBlock(call.block())
                .build();
        ExecuteResponse done = node.ask(server -> server.execute(request));
        var out = spec.commandLine().getOut();
        if (json.wanted()) {
            out.println(Printing.json(done));
        } else {
            Printing.result(out, done.getResult());
        }
    }
}
