package dev.orrery.server.cli.contracts;

import dev.orrery.proto.contracts.v1.MigrateRequest;
import dev.orrery.proto.contracts.v1.MigrateResponse;
import dev.orrery.server.cli.JsonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery migrate}. */
@Command(
        name = "migrate",
        header = "Give a contract another code.",
        description = "%nOnly the contract's admin may: see --admin of 'orrery instantiate'.%n",
        mixinStandardHelpOptions = true,
        footer = "%nExample:%n  orrery migrate wasm14hj2… 2 '{}' --from alice")
public final class MigrateCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private NodeOption node;

    @Mixin
    private SenderOption sender;

    @Mixin
    private CallOptions call;

    @Mixin
    private JsonOption json;

    @Parameters(index = "0", paramLabel = "CONTRACT", description = "The contract's address.")
    private String contract;

    @Parameters(index = "1", paramLabel = "CODE", description = "The number of the new code.")
    private long code;

    @Parameters(index = "2", paramLabel = "MSG", description = Inputs.MESSAGE_HELP)
    private String message;

    @Override
    public void run() {
        MigrateRequest request = MigrateRequest.newBuilder()
                .setContract(contract)
                .setSender(sender.address())
                .setCodeId(code)
                .setMsg(Inputs.message(message))
                .setGasLimit(call.gasLimit())
                .setBlock(call.block())
                .build();
        MigrateResponse done = node.ask(server -> server.migrate(request));
        var out = spec.commandLine().getOut();
        if (json.wanted()) {
            out.println(Printing.json(done));
        } else {
            Printing.result(out, done.getResult());
        }
    }
}
