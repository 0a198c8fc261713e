package dev.orrery.server.cli.contracts;

import com.google.protobuf.ByteString;
import dev.orrery.proto.contracts.v1.InstantiateRequest;
import dev.orrery.proto.contracts.v1.InstantiateResponse;
import dev.orrery.server.cli.JsonOption;
import java.util.HexFormat;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery instantiate}. */
@Command(
        name = "instantiate",
        header = "Make a contract of a code.",
        description = "%nPrints the contract's address, then what its instantiate did.%n",
        mixinStandardHelpOptions = true,
        footer = "%nExample:%n  orrery instantiate 1 '{\"count\": 7}' --label counter --admin alice")
public final class InstantiateCommand implements Runnable {
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

    @Parameters(index = "0", paramLabel = "CODE", description = "The code's number, as 'orrery store' printed it.")
    private long code;

    @Parameters(index = "1", paramLabel = "MSG", description = Inputs.MESSAGE_HELP)
    private String message;

    @Option(names = "--label", paramLabel = "TEXT", description = "What people call it. Default: contract.")
    private Optional<String> label = Optional.empty();

    @Option(
            names = "--admin",
            paramLabel = "ADDRESS",
            description = "Who may migrate it; an address or a name as in --from.")
    private Optional<String> admin = Optional.empty();

    @Option(
            names = "--salt",
            paramLabel = "HEX",
            description = "Makes the address follow from code, sender and this, as instantiate2 does.")
    private Optional<String> salt = Optional.empty();

    @Option(names = "--fix-msg", description = "With --salt: the address follows from the message as well.")
    private boolean fixMsg;

    @Override
    public void run() {
        InstantiateRequest.Builder request = InstantiateRequest.newBuilder()
                .setCodeId(code)
                .setSender(sender.address())
                .addAllFunds(funds.coins())
                .setMsg(Inputs.message(message))
                .setFixMsg(fixMsg)
                .setGasLimit(call.gasLimit())
                .setBlock(call.block());
        label.ifPresent(request::setLabel);
        admin.map(SenderOption::addressOf).ifPresent(request::setAdmin);
        salt.map(this::bytes).ifPresent(request::setSalt);
        InstantiateResponse made = node.ask(server -> server.instantiate(request.build()));
        var out = spec.commandLine().getOut();
        if (json.wanted()) {
            out.println(Printing.json(made));
            return;
        }
        Printing.line(out, "contract", made.getContract());
        Printing.result(out, made.getResult());
    }

    private ByteString bytes(String hex) {
        try {
            return ByteString.copyFrom(HexFormat.of().parseHex(hex.startsWith("0x") ? hex.substring(2) : hex));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--salt takes hexadecimal digits: " + hex, e);
        }
    }
}
