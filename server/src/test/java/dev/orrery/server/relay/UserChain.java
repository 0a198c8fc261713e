package dev.orrery.server.relay;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.ChainConfig;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.solo.BlockSchedule;
import dev.orrery.chain.wasm.wiring.WasmModule;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryBalanceRequest;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryBalanceResponse;
import dev.orrery.proto.cosmos.base.v1beta1.Coin;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgExecuteContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgInstantiateContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgStoreCode;
import dev.orrery.proto.cosmwasm.wasm.v1.QuerySmartContractStateRequest;
import dev.orrery.proto.cosmwasm.wasm.v1.QuerySmartContractStateResponse;
import dev.orrery.proto.ibc.applications.transfer.v1.MsgTransfer;
import dev.orrery.proto.ibc.core.channel.v1.IdentifiedChannel;
import dev.orrery.proto.ibc.core.channel.v1.QueryChannelsRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryChannelsResponse;
import dev.orrery.proto.ibc.core.channel.v1.State;
import dev.orrery.proto.ibc.core.client.v1.IdentifiedClientState;
import dev.orrery.proto.ibc.core.client.v1.QueryClientStatesRequest;
import dev.orrery.proto.ibc.core.client.v1.QueryClientStatesResponse;
import dev.orrery.proto.ibc.core.client.v2.QueryCounterpartyInfoRequest;
import dev.orrery.proto.ibc.core.client.v2.QueryCounterpartyInfoResponse;
import dev.orrery.relayer.account.Account;
import dev.orrery.relayer.account.SigningKey;
import dev.orrery.relayer.node.Node;
import dev.orrery.relayer.node.NodeException;
import dev.orrery.relayer.node.TxOutcome;
import dev.orrery.server.chain.Beginning;
import dev.orrery.server.chain.DevAccount;
import dev.orrery.server.chain.Funding;
import dev.orrery.server.chain.LocalChain;
import dev.orrery.server.comet.NodeIdentity;
import dev.orrery.server.grpc.ListenAddress;
import dev.orrery.testkit.contracts.OwnContracts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A running chain, and alice who uses it by its RPC. */
final class UserChain implements AutoCloseable {
    static final String RELAYER_WORDS = DevAccount.ALL.getLast().words();

    private static final Duration IDLE = Duration.ofMillis(150);

    private final LocalChain chain;
    private final Node node;
    private final Account alice;

    private UserChain(LocalChain chain, String chainId) {
        this.chain = chain;
        this.node = new Node(rpc());
        this.alice = Account.on(
                node, chainId, SigningKey.ofWords(DevAccount.ALL.getFirst().words()), Optional.empty());
    }

    static UserChain start(String chainId) throws IOException {
        return start(chainId, Optional.empty(), "127.0.0.1:0");
    }

    /** @param rpc where to listen */
    static UserChain start(String chainId, Optional<Path> home, String rpc) throws IOException {
        ListenAddress.Tcp any = (ListenAddress.Tcp) ListenAddress.parse("127.0.0.1:0");
        Coins coins = Coins.of(
                dev.orrery.chain.coin.Coin.of("ucosm", 1_000_000), dev.orrery.chain.coin.Coin.of("ustake", 1_000_000));
        return new UserChain(
                LocalChain.start(new LocalChain.Settings(
                        chainId,
                        home,
                        new LocalChain.Addresses((ListenAddress.Tcp) ListenAddress.parse(rpc), any, any),
                        new BlockSchedule.Instantly(Optional.of(IDLE)),
                        ChainConfig.of("wasm"),
                        List.of(
                                new Funding(DevAccount.ALL.getFirst().address(), coins),
                                new Funding(DevAccount.ALL.getLast().address(), coins)),
                        WasmModule.Settings.DEFAULT,
                        NodeIdentity.COMET_VERSION,
                        new Beginning.Anew(),
                        false)),
                chainId);
    }

    URI rpc() {
        return URI.create("http://" + chain.addresses().rpc());
    }

    /** Alice's address. */
    String alice() {
        return alice.address();
    }

    TxOutcome send(Message... messages) {
        return alice.send(List.of(messages));
    }

    /** Stores and instantiates one of our contracts in Rust; returns its address. */
    String deploy(String contract) {
        String code = send(MsgStoreCode.newBuilder()
                        .setSender(alice())
                        .setWasmByteCode(ByteString.copyFrom(OwnContracts.wasm("rust/" + contract)))
                        .build())
                .attribute("store_code", "code_id");
        return send(MsgInstantiateContract.newBuilder()
                        .setSender(alice())
                        .setCodeId(Long.parseLong(code))
                        .setLabel(contract)
                        .setMsg(ByteString.copyFromUtf8("{}"))
                        .build())
                .attribute("instantiate", "_contract_address");
    }

    /** All in one transaction. */
    TxOutcome execute(String contract, String... messages) {
        return send(Arrays.stream(messages)
                .map(message -> MsgExecuteContract.newBuilder()
                        .setSender(alice())
                        .setContract(contract)
                        .setMsg(ByteString.copyFromUtf8(message))
                        .build())
                .toArray(Message[]::new));
    }

    /** What a contract answers to a query without fields. */
    JsonObject ask(String contract, String query) {
        String json = node.query(
                        "cosmwasm.wasm.v1.Query/SmartContractState",
                        QuerySmartContractStateRequest.newBuilder()
                                .setAddress(contract)
                                .setQueryData(ByteString.copyFromUtf8("{\"" + query + "\":{}}"))
                                .build(),
                        QuerySmartContractStateResponse.parser(),
                        Node.NEWEST)
                .getData()
                .toStringUtf8();
        return JsonParser.parseString(json).getAsJsonObject();
    }

    /** To alice on the other chain. */
    void transfer(String channel, long amount, String denom, Duration timeout) {
        Instant late = Instant.now().plus(timeout);
        send(MsgTransfer.newBuilder()
                .setSourcePort("transfer")
                .setSourceChannel(channel)
                .setToken(Coin.newBuilder().setDenom(denom).setAmount(Long.toString(amount)))
                .setSender(alice())
                .setReceiver(alice())
                .setTimeoutTimestamp(late.getEpochSecond() * 1_000_000_000L + late.getNano())
                .build());
    }

    /** What alice has. */
    long balance(String denom) {
        return Long.parseLong(node.query(
                        "cosmos.bank.v1beta1.Query/Balance",
                        QueryBalanceRequest.newBuilder()
                                .setAddress(alice())
                                .setDenom(denom)
                                .build(),
                        QueryBalanceResponse.parser(),
                        Node.NEWEST)
                .getBalance()
                .getAmount());
    }

    /** How many packets of a channel are neither acknowledged nor timed out. */
    int waiting(String port, String channel) {
        return node.query(
                        "ibc.core.channel.v1.Query/PacketCommitments",
                        dev.orrery.proto.ibc.core.channel.v1.QueryPacketCommitmentsRequest.newBuilder()
                                .setPortId(port)
                                .setChannelId(channel)
                                .build(),
                        dev.orrery.proto.ibc.core.channel.v1.QueryPacketCommitmentsResponse.parser(),
                        Node.NEWEST)
                .getCommitmentsCount();
    }

    /** The same for packets of IBC v2. */
    int waiting(String client) {
        return node.query(
                        "ibc.core.channel.v2.Query/PacketCommitments",
                        dev.orrery.proto.ibc.core.channel.v2.QueryPacketCommitmentsRequest.newBuilder()
                                .setClientId(client)
                                .build(),
                        dev.orrery.proto.ibc.core.channel.v2.QueryPacketCommitmentsResponse.parser(),
                        Node.NEWEST)
                .getCommitmentsCount();
    }

    /** The open channel between two ports. */
    String channel(String port, String other) {
        return channels().stream()
                .filter(each -> each.getPortId().equals(port)
                        && each.getCounterparty().getPortId().equals(other)
                        && each.getState() == State.STATE_OPEN)
                .findFirst()
                .orElseThrow()
                .getChannelId();
    }

    /** What the other chain calls a channel. */
    String counterpart(String port, String channel) {
        return end(port, channel).getCounterparty().getChannelId();
    }

    /** Whether a channel's end is open, closed, or on the way. */
    String state(String port, String channel) {
        return end(port, channel).getState().name();
    }

    private IdentifiedChannel end(String port, String channel) {
        return channels().stream()
                .filter(each ->
                        each.getPortId().equals(port) && each.getChannelId().equals(channel))
                .findFirst()
                .orElseThrow();
    }

    private List<IdentifiedChannel> channels() {
        return node.query(
                        "ibc.core.channel.v1.Query/Channels",
                        QueryChannelsRequest.getDefaultInstance(),
                        QueryChannelsResponse.parser(),
                        Node.NEWEST)
                .getChannelsList();
    }

    /** The client that is tied to one of the other chain. */
    String pairedClient() {
        return node
                .query(
                        "ibc.core.client.v1.Query/ClientStates",
                        QueryClientStatesRequest.getDefaultInstance(),
                        QueryClientStatesResponse.parser(),
                        Node.NEWEST)
                .getClientStatesList()
                .stream()
                .map(IdentifiedClientState::getClientId)
                .filter(this::isPaired)
                .findFirst()
                .orElseThrow();
    }

    private boolean isPaired(String client) {
        try {
            return node.query(
                            "ibc.core.client.v2.Query/CounterpartyInfo",
                            QueryCounterpartyInfoRequest.newBuilder()
                                    .setClientId(client)
                                    .build(),
                            QueryCounterpartyInfoResponse.parser(),
                            Node.NEWEST)
                    .hasCounterpartyInfo();
        } catch (NodeException e) {
            return false;
        }
    }

    @Override
    public void close() {
        node.close();
        chain.close();
    }
}
