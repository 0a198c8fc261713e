package dev.orrery.server.cli.remote;

import com.google.protobuf.ByteString;
import dev.orrery.proto.cosmwasm.wasm.v1.ContractInfo;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgInstantiateContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgStoreCode;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryContractInfoRequest;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryContractInfoResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryContractsByCreatorRequest;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryContractsByCreatorResponse;
import dev.orrery.relayer.account.Account;
import dev.orrery.relayer.node.Node;
import dev.orrery.relayer.node.NodeException;
import dev.orrery.server.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery deploy}: a contract onto a chain, by transactions. */
@Command(
        name = "deploy",
        header = "Put a contract onto a chain: upload its code and instantiate it.",
        description =
                "%nSends two transactions by the chain's RPC and prints the contract's address. ('orrery store' and"
                        + " 'orrery instantiate' need no key, and a chain for development.)%n",
        mixinStandardHelpOptions = true,
        footer = "%nExample:%n  orrery deploy artifacts/token.wasm --init '{\"supply\": \"7\"}' --label token")
public final class DeployCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "Wasm, plain or packed with gzip.")
    private Path file;

    @Option(
            names = "--rpc",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:26657",
            description = "CometBFT RPC of the chain. Default: ${DEFAULT-VALUE}.")
    private String rpc;

    @Option(
            names = "--init",
            paramLabel = "JSON",
            defaultValue = "{}",
            description = "The instantiate message. Default: ${DEFAULT-VALUE}.")
    private String init;

    @Option(
            names = "--label",
            paramLabel = "TEXT",
            defaultValue = "contract",
            description = "What people call it. Default: ${DEFAULT-VALUE}.")
    private String label;

    @Option(
            names = "--if-missing",
            description = "Do nothing if this account already has a contract with this label there.")
    private boolean ifMissing;

    @Mixin
    private WalletOptions wallet;

    @Override
    public void run() {
        try (Node node = new Node(Given.url(rpc))) {
            Account account = wallet.account(node);
            String contract = existing(node, account).orElseGet(() -> deploy(account));
            spec.commandLine().getOut().println(contract);
        } catch (NodeException e) {
            throw new CommandFailure(e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Optional<String> existing(Node node, Account account) {
        if (!ifMissing) {
            return Optional.empty();
        }
        return node
                .query(
                        "cosmwasm.wasm.v1.Query/ContractsByCreator",
                        QueryContractsByCreatorRequest.newBuilder()
                                .setCreatorAddress(account.address())
                                .build(),
                        QueryContractsByCreatorResponse.parser(),
                        Node.NEWEST)
                .getContractAddressesList()
                .stream()
                .filter(address -> info(node, address).getLabel().equals(label))
                .findFirst();
    }

    private static ContractInfo info(Node node, String address) {
        return node.query(
                        "cosmwasm.wasm.v1.Query/ContractInfo",
                        QueryContractInfoRequest.newBuilder()
                                .setAddress(address)
                                .build(),
                        QueryContractInfoResponse.parser(),
                        Node.NEWEST)
                .getContractInfo();
    }

    private String deploy(Account account) {
        String code = account.send(List.of(MsgStoreCode.newBuilder()
                        .setSender(account.address())
                        .setWasmByteCode(wasm())
                        .build()))
                .attribute("store_code", "code_id");
        return account.send(List.of(MsgInstantiateContract.newBuilder()
                        .setSender(account.address())
                        .setCodeId(Long.parseUnsignedLong(code))
                        .setLabel(label)
                        .setMsg(ByteString.copyFromUtf8(init))
                        .build()))
                .attribute("instantiate", "_contract_address");
    }

    private ByteString wasm() {
        try {
            return ByteString.copyFrom(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new CommandFailure(file + " can't be read: " + e.getMessage(), e);
        }
    }
}
