package dev.orrery.server.fork;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.orrery.chain.ChainConfig;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.solo.BlockSchedule;
import dev.orrery.chain.wasm.wiring.WasmModule;
import dev.orrery.proto.contracts.v1.ContractsGrpc;
import dev.orrery.proto.contracts.v1.ExecuteRequest;
import dev.orrery.proto.contracts.v1.InstantiateRequest;
import dev.orrery.proto.contracts.v1.QueryRequest;
import dev.orrery.proto.contracts.v1.StoreCodeRequest;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryAllBalancesRequest;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryAllBalancesResponse;
import dev.orrery.proto.devnet.v1.DevnetGrpc;
import dev.orrery.proto.devnet.v1.DumpRequest;
import dev.orrery.proto.tendermint.abci.RequestQuery;
import dev.orrery.server.chain.Beginning;
import dev.orrery.server.chain.Funding;
import dev.orrery.server.chain.LocalChain;
import dev.orrery.server.comet.NodeIdentity;
import dev.orrery.server.grpc.ListenAddress;
import dev.orrery.testkit.contracts.OwnContracts;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A chain with contracts, and what a test says to it. */
public record RunningChain(LocalChain chain, ManagedChannel channel) implements AutoCloseable {
    public static final AddressFormat FORMAT = new AddressFormat("wasm");
    public static final String RICH = FORMAT.text(Address.ofModule("rich"));

    public static RunningChain start(String id, Optional<Path> home, Beginning beginning, String prefix)
            throws IOException {
        ListenAddress.Tcp any = (ListenAddress.Tcp) ListenAddress.parse("127.0.0.1:0");
        LocalChain chain = LocalChain.start(new LocalChain.Settings(
                id,
                home,
                new LocalChain.Addresses(any, any, any),
                new BlockSchedule.OnCommand(),
                ChainConfig.of(prefix),
                List.of(new Funding(Address.ofModule("rich"), Coins.of(Coin.of("ucosm", 1_000)))),
                WasmModule.Settings.DEFAULT,
                NodeIdentity.COMET_VERSION,
                beginning,
                false));
        int port = ((ListenAddress.Tcp) chain.addresses().grpc()).address().getPort();
        return new RunningChain(
                chain,
                Grpc.newChannelBuilder("127.0.0.1:" + port, InsecureChannelCredentials.create())
                        .build());
    }

    public static RunningChain start(String id, Beginning beginning) throws IOException {
        return start(id, Optional.empty(), beginning, "wasm");
    }

    /** How to begin as this chain is now, two blocks later. */
    public Beginning fork() {
        long height = height();
        chain.node().produce();
        chain.node().produce();
        return new Beginning.AsFork(ForkSource.parse(rpc() + "@" + height));
    }

    public URI rpc() {
        return URI.create(
                "http://127.0.0.1:" + chain.addresses().rpc().address().getPort());
    }

    public long height() {
        return chain.node().blocks().height();
    }

    private ContractsGrpc.ContractsBlockingStub contracts() {
        return ContractsGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
    }

    public long store(String name) {
        return contracts()
                .storeCode(StoreCodeRequest.newBuilder()
                        .setWasm(ByteString.copyFrom(OwnContracts.wasm(name)))
                        .build())
                .getCodeId();
    }

    public String instantiate(long codeId, String msg) {
        return contracts()
                .instantiate(InstantiateRequest.newBuilder()
                        .setCodeId(codeId)
                        .setSender(RICH)
                        .setMsg(ByteString.copyFromUtf8(msg))
                        .build())
                .getContract();
    }

    /** The gas that it used. */
    public long execute(String contract, String msg) {
        return contracts()
                .execute(ExecuteRequest.newBuilder()
                        .setContract(contract)
                        .setSender(RICH)
                        .setMsg(ByteString.copyFromUtf8(msg))
                        .build())
                .getResult()
                .getGas()
                .getSdkUsed();
    }

    public String query(String contract, String msg) {
        return contracts()
                .query(QueryRequest.newBuilder()
                        .setContract(contract)
                        .setSmart(ByteString.copyFromUtf8(msg))
                        .build())
                .getData()
                .toStringUtf8();
    }

    /** Writes the chain with its history, as {@code orrery devnet dump} does. */
    public void dump(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            var chunks = DevnetGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(60, TimeUnit.SECONDS)
                    .dump(DumpRequest.getDefaultInstance());
            while (chunks.hasNext()) {
                chunks.next().getData().writeTo(out);
            }
        }
    }

    /** All that somebody has. */
    public String balances(String owner) {
        return ask(
                        "/cosmos.bank.v1beta1.Query/AllBalances",
                        QueryAllBalancesRequest.newBuilder().setAddress(owner).build(),
                        QueryAllBalancesResponse.parser())
                .getBalancesList()
                .stream()
                .map(coin -> coin.getAmount() + coin.getDenom())
                .collect(Collectors.joining(","));
    }

    public <T> T ask(String method, Message question, Parser<T> parser) {
        var answer = chain.node()
                .application()
                .query(RequestQuery.newBuilder()
                        .setPath(method)
                        .setData(question.toByteString())
                        .build());
        if (answer.getCode() != 0) {
            throw new AssertionError(answer.getLog());
        }
        try {
            return parser.parseFrom(answer.getValue());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
        chain.close();
    }
}
