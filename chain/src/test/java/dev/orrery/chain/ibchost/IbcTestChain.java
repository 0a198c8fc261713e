package dev.orrery.chain.ibchost;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.Chain;
import dev.orrery.chain.ChainConfig;
import dev.orrery.chain.Module;
import dev.orrery.chain.TestAccount;
import dev.orrery.chain.Wiring;
import dev.orrery.chain.auth.AuthGenesis;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.state.Pruning;
import dev.orrery.chain.state.db.MemoryDatabase;
import dev.orrery.chain.wasm.wiring.WasmModule;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.chain.wire.ProtoJson;
import dev.orrery.chain.wire.Times;
import dev.orrery.ibc.client.ClientKind;
import dev.orrery.proto.cosmos.auth.v1beta1.BaseAccount;
import dev.orrery.proto.cosmos.bank.v1beta1.Balance;
import dev.orrery.proto.cosmos.bank.v1beta1.Params;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryBalanceRequest;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryBalanceResponse;
import dev.orrery.proto.cosmwasm.wasm.v1.AccessConfig;
import dev.orrery.proto.cosmwasm.wasm.v1.AccessType;
import dev.orrery.proto.tendermint.abci.CheckTxType;
import dev.orrery.proto.tendermint.abci.Event;
import dev.orrery.proto.tendermint.abci.EventAttribute;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.proto.tendermint.abci.RequestCheckTx;
import dev.orrery.proto.tendermint.abci.RequestFinalizeBlock;
import dev.orrery.proto.tendermint.abci.RequestInitChain;
import dev.orrery.proto.tendermint.abci.ResponseCheckTx;
import dev.orrery.vm.Vm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A chain with contracts and IBC, in memory; every transaction makes a block. */
final class IbcTestChain implements AutoCloseable {
    static final String ID = "self-2";
    private static final Coins FEE = Coins.of(Coin.of("ucosm", 100));
    private static final long GAS = 30_000_000;

    private final Wiring wiring;
    private final Chain chain;
    private final TestAccount alice = new TestAccount("alice", 0);
    private final TestAccount bob = new TestAccount("bob", 1);
    private long height = 1;

    IbcTestChain(Vm vm) {
        wiring = new Wiring(ChainConfig.of("wasm"), keepers -> {
            HostIbc ibc = new HostIbc(keepers, List.of(ClientKind.tendermint(new SelfClient())));
            WasmModule wasm = new WasmModule(vm, keepers, WasmModule.Settings.DEFAULT, ibc);
            List<Module> modules = new ArrayList<>(ibc.modules(wasm.keeper().ibcCalls()));
            modules.add(wasm);
            return modules;
        });
        chain = Chain.open(wiring, new MemoryDatabase(), Pruning.NOTHING);
        chain.initChain(RequestInitChain.newBuilder()
                .setChainId(ID)
                .setAppStateBytes(ByteString.copyFromUtf8(genesis()))
                .build());
        block();
    }

    private String genesis() {
        var auth =
                dev.orrery.proto.cosmos.auth.v1beta1.GenesisState.newBuilder().setParams(AuthGenesis.defaultParams());
        var bank = dev.orrery.proto.cosmos.bank.v1beta1.GenesisState.newBuilder()
                .setParams(Params.newBuilder().setDefaultSendEnabled(true));
        long number = 0;
        for (TestAccount account : List.of(alice, bob)) {
            auth.addAccounts(KnownTypes.pack(BaseAccount.newBuilder()
                    .setAddress(account.text())
                    .setAccountNumber(number++)
                    .build()));
            bank.addBalances(Balance.newBuilder()
                    .setAddress(account.text())
                    .addCoins(Coin.of("ucosm", 1_000_000).toProto()));
        }
        var wasm = dev.orrery.proto.cosmwasm.wasm.v1.GenesisState.newBuilder()
                .setParams(dev.orrery.proto.cosmwasm.wasm.v1.Params.newBuilder()
                        .setCodeUploadAccess(AccessConfig.newBuilder().setPermission(AccessType.ACCESS_TYPE_EVERYBODY))
                        .setInstantiateDefaultPermission(AccessType.ACCESS_TYPE_EVERYBODY));
        ProtoJson json = new ProtoJson(wiring.types());
        var usual = wiring.defaultGenesis("ucosm");
        return "{\"auth\":" + json.print(auth.build()) + ",\"bank\":" + json.print(bank.build()) + ",\"ibc\":"
                + usual.get("ibc") + ",\"transfer\":" + usual.get("transfer") + ",\"wasm\":" + json.print(wasm.build())
                + "}";
    }

    List<ExecTxResult> block(byte[]... transactions) {
        RequestFinalizeBlock.Builder request = RequestFinalizeBlock.newBuilder()
                .setHeight(height)
                .setTime(Times.timestamp(Instant.ofEpochSecond(1_000 + height)));
        for (byte[] transaction : transactions) {
            request.addTxs(ByteString.copyFrom(transaction));
        }
        height++;
        var response = chain.finalizeBlock(request.build());
        chain.commit();
        return response.getTxResultsList();
    }

    TestAccount alice() {
        return alice;
    }

    TestAccount bob() {
        return bob;
    }

    /** Nanoseconds of a time that is some seconds ahead. */
    long in(long seconds) {
        return (1_000 + height + seconds) * 1_000_000_000L;
    }

    ExecTxResult submitWithGas(long gas, Message... messages) {
        return block(alice.sign(ID, FEE, gas, messages)).getFirst();
    }

    /** Runs messages of alice's, whatever comes of them. */
    ExecTxResult submit(Message... messages) {
        return block(signed(alice, messages)).getFirst();
    }

    /** The same where they must succeed. */
    ExecTxResult deliver(Message... messages) {
        ExecTxResult result = submit(messages);
        if (result.getCode() != 0) {
            throw new AssertionError(result.getLog());
        }
        return result;
    }

    /** Asks whether a transaction of alice's may enter the mempool, after those that may. */
    ResponseCheckTx check(Message... messages) {
        return check(CheckTxType.NEW, signed(alice, messages));
    }

    /** Asks whether a transaction may enter the mempool, or stay there. */
    ResponseCheckTx check(CheckTxType type, byte[] tx) {
        return chain.checkTx(RequestCheckTx.newBuilder()
                .setType(type)
                .setTx(ByteString.copyFrom(tx))
                .build());
    }

    byte[] signed(TestAccount by, Message... messages) {
        return by.sign(ID, FEE, GAS, messages);
    }

    /** The value of an attribute in a result, if an event has it. */
    static Optional<String> attribute(ExecTxResult result, String type, String key) {
        return result.getEventsList().stream()
                .filter(event -> event.getType().equals(type))
                .map(Event::getAttributesList)
                .flatMap(List::stream)
                .filter(attribute -> attribute.getKey().equals(key))
                .map(EventAttribute::getValue)
                .findFirst();
    }

    <T extends Message> T ask(String path, Message request, Class<T> type) {
        return type.cast(chain.ask(path, request.toByteString(), 0).message());
    }

    long balance(TestAccount of, String denom) {
        QueryBalanceRequest request = QueryBalanceRequest.newBuilder()
                .setAddress(of.text())
                .setDenom(denom)
                .build();
        QueryBalanceResponse response = ask("/cosmos.bank.v1beta1.Query/Balance", request, QueryBalanceResponse.class);
        return Long.parseLong(response.getBalance().getAmount());
    }

    @Override
    public void close() {
        chain.close();
    }
}
