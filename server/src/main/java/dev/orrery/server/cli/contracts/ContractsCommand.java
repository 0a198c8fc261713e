package dev.orrery.server.cli.contracts;

import com.google.protobuf.ByteString;
import dev.orrery.proto.contracts.v1.ContractInfo;
import dev.orrery.proto.contracts.v1.ListContractsRequest;
import dev.orrery.proto.contracts.v1.ListContractsResponse;
import dev.orrery.server.cli.JsonOption;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orrery contracts}. */
@Command(
        name = "contracts",
        header = "List the contracts.",
        description = "%nOne a line: address, code, label, admin.%n",
        mixinStandardHelpOptions = true)
public final class ContractsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private NodeOption node;

    @Mixin
    private JsonOption json;

    @Option(names = "--code", paramLabel = "N", description = "Only contracts of this code.")
    private Optional<Long> code = Optional.empty();

    @Override
    public void run() {
        ByteString page = ByteString.EMPTY;
        do {
            ListContractsRequest.Builder request =
                    ListContractsRequest.newBuilder().setPageToken(page);
            code.ifPresent(request::setCodeId);
            ListContractsResponse contracts = node.ask(server -> server.listContracts(request.build()));
            contracts
                    .getContractsList()
                    .forEach(contract -> spec.commandLine()
                            .getOut()
                            .println(json.wanted() ? Printing.json(contract) : line(contract)));
            page = contracts.getNextPageToken();
        } while (!page.isEmpty());
    }

    private static String line(ContractInfo contract) {
        return contract.getContract() + "  code " + Long.toUnsignedString(contract.getCodeId()) + "  "
                + contract.getLabel() + (contract.getAdmin().isEmpty() ? "" : "  admin " + contract.getAdmin());
    }
}
