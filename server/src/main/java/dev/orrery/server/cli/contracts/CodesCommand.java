package dev.orrery.server.cli.contracts;

import dev.orrery.proto.contracts.v1.CodeInfo;
import dev.orrery.proto.contracts.v1.ListCodesRequest;
import dev.orrery.proto.contracts.v1.ListCodesResponse;
import dev.orrery.server.cli.JsonOption;
import java.util.HexFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code orrery codes}. */
@Command(
        name = "codes",
        header = "List the uploaded codes.",
        description = "%nOne a line: number, sha-256, creator, entry points.%n",
        mixinStandardHelpOptions = true)
public final class CodesCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private NodeOption node;

    @Mixin
    private JsonOption json;

    @Override
    public void run() {
        boolean more = true;
        long after = 0;
        while (more) {
            ListCodesRequest request =
                    ListCodesRequest.newBuilder().setAfter(after).build();
            ListCodesResponse codes = node.ask(server -> server.listCodes(request));
            for (CodeInfo code : codes.getCodesList()) {
                spec.commandLine().getOut().println(json.wanted() ? Printing.json(code) : line(code));
                after = code.getCodeId();
            }
            more = codes.getMore() && codes.getCodesCount() > 0;
        }
    }

    private static String line(CodeInfo code) {
        return Long.toUnsignedString(code.getCodeId()) + "  "
                + HexFormat.of().formatHex(code.getChecksum().toByteArray()) + "  " + code.getCreator() + "  "
                + String.join(",", code.getEntryPointsList());
    }
}
