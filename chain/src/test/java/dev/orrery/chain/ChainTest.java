package dev.orrery.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import dev.orrery.chain.auth.AuthGenesis;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.error.QueryException;
import dev.orrery.chain.error.QueryStatus;
import dev.orrery.chain.state.Pruning;
import dev.orrery.chain.state.db.MemoryDatabase;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.chain.wire.ProtoJson;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.cosmos.auth.v1beta1.BaseAccount;
import dev.orrery.proto.cosmos.bank.v1beta1.Balance;
import dev.orrery.proto.cosmos.bank.v1beta1.MsgSend;
import dev.orrery.proto.cosmos.bank.v1beta1.Params;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryBalanceRequest;
import dev.orrery.proto.cosmos.bank.v1beta1.QueryBalanceResponse;
import dev.orrery.proto.tendermint.abci.CheckTxType;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.proto.tendermint.abci.RequestCheckTx;
import dev.orrery.proto.tendermint.abci.RequestFinalizeBlock;
import dev.orrery.proto.tendermint.abci.RequestInfo;
import dev.orrery.proto.tendermint.abci.RequestInitChain;
import dev.orrery.proto.tendermint.abci.ResponseFinalizeBlock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ChainTest {
    private static final String ID = "test-1";
    private static final Coins FEE = Coins.of(Coin.of("ucosm", 100));

    private final MemoryDatabase database = new MemoryDatabase();
    private final Wiring wiring = new Wiring(ChainConfig.of("wasm"), keepers -> List.of());
    private final TestAccount alice = new TestAccount("alice", 0);
    private final TestAccount bob = new TestAccount("bob", 1);

    private Chain begin() {
        Chain chain = Chain.open(wiring, database, Pruning.NOTHING);
        chain.initChain(RequestInitChain.newBuilder()
                .setChainId(ID)
                .setAppStateBytes(ByteString.copyFromUtf8(genesis()))
                .build());
        block(chain, 1);
        return chain;
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
        ProtoJson json = new ProtoJson(wiring.types());
        return "{\"auth\":" + json.print(auth.build()) + ",\"bank\":" + json.print(bank.build()) + "}";
    }

    private static ResponseFinalizeBlock block(Chain chain, long height, byte[]... transactions) {
        ResponseFinalizeBlock response = chain.finalizeBlock(RequestFinalizeBlock.newBuilder()
                .setHeight(height)
                .setTime(Times.timestamp(Instant.ofEpochSecond(1_000 + height)))
                .addAllTxs(Stream.of(transactions).map(ByteString::copyFrom).toList())
                .build());
        chain.commit();
        return response;
    }

    private MsgSend send(TestAccount from, TestAccount to, long amount) {
        return MsgSend.newBuilder()
                .setFromAddress(from.text())
                .setToAddress(to.text())
                .addAmount(Coin.of("ucosm", amount).toProto())
                .build();
    }

    private long balance(Chain chain, TestAccount of, long height) {
        QueryBalanceRequest request = QueryBalanceRequest.newBuilder()
                .setAddress(of.text())
                .setDenom("ucosm")
                .build();
        Queries.Answer answer = chain.ask("/cosmos.bank.v1beta1.Query/Balance", request.toByteString(), height);
        return Long.parseLong(
                ((QueryBalanceResponse) answer.message()).getBalance().getAmount());
    }

    @Test
    void coinsMoveThroughBlocks() {
        try (Chain chain = begin()) {
            ExecTxResult result = block(chain, 2, alice.sign(ID, FEE, 200_000, send(alice, bob, 5)))
                    .getTxResults(0);

            assertEquals(0, result.getCode(), result.getLog());
            assertEquals(1_000_000 - 5 - 100, balance(chain, alice, 0));
            assertEquals(1_000_005, balance(chain, bob, 0));
            assertEquals(1_000_000, balance(chain, bob, 1));
        }
    }

    @Test
    void aMessageThatFailsLeavesOnlyTheFee() {
        try (Chain chain = begin()) {
            byte[] transaction = alice.sign(ID, FEE, 200_000, send(alice, bob, 5), send(alice, bob, 2_000_000));
            ExecTxResult result = block(chain, 2, transaction).getTxResults(0);

            assertEquals("sdk", result.getCodespace());
            assertEquals(5, result.getCode());
            assertEquals(
                    "failed to execute message; message index: 1: spendable balance 999895ucosm is smaller than"
                            + " 2000000ucosm: insufficient funds",
                    result.getLog());
            assertEquals(1_000_000 - 100, balance(chain, alice, 0));
            assertEquals(1_000_000, balance(chain, bob, 0));
        }
    }

    @Test
    void aBlockThatIsNotCommittedNeverHappened() {
        byte[] hash;
        byte[] transaction = alice.sign(ID, FEE, 200_000, send(alice, bob, 5));
        RequestFinalizeBlock request = RequestFinalizeBlock.newBuilder()
                .setHeight(2)
                .setTime(Times.timestamp(Instant.ofEpochSecond(2_000)))
                .addTxs(ByteString.copyFrom(transaction))
                .build();
        try (Chain chain = begin()) {
            hash = chain.finalizeBlock(request).getAppHash().toByteArray();
            assertEquals(1_000_000, balance(chain, bob, 0));
        }
        try (Chain again = Chain.open(wiring, database, Pruning.NOTHING)) {
            assertEquals(1, again.info(RequestInfo.getDefaultInstance()).getLastBlockHeight());
            assertEquals(ByteString.copyFrom(hash), again.finalizeBlock(request).getAppHash());
            again.commit();
            assertEquals(
                    ByteString.copyFrom(hash),
                    again.info(RequestInfo.getDefaultInstance()).getLastBlockAppHash());
            assertEquals(1_000_005, balance(again, bob, 0));
        }
    }

    @Test
    void severalTransactionsOfOneAccountPassTheCheckBeforeABlock() {
        try (Chain chain = begin()) {
            byte[] first = alice.sign(ID, FEE, 200_000, send(alice, bob, 1));
            byte[] second = alice.sign(ID, FEE, 200_000, send(alice, bob, 1));

            assertEquals(0, check(chain, CheckTxType.NEW, first));
            assertEquals(0, check(chain, CheckTxType.NEW, second));
            assertEquals(32, check(chain, CheckTxType.NEW, second));
            block(chain, 2, first);
            assertEquals(0, check(chain, CheckTxType.RECHECK, second));
            assertEquals(32, check(chain, CheckTxType.RECHECK, first));
        }
    }

    private static int check(Chain chain, CheckTxType type, byte[] transaction) {
        return chain.checkTx(RequestCheckTx.newBuilder()
                        .setTx(ByteString.copyFrom(transaction))
                        .setType(type)
                        .build())
                .getCode();
    }

    @Test
    void queriesOfHeightsThatDontExistAreRefused() {
        try (Chain chain = begin()) {
            QueryException future = assertThrows(QueryException.class, () -> balance(chain, bob, 99));
            assertEquals(QueryStatus.UNKNOWN, future.status());
            assertEquals(
                    "codespace sdk code 26: invalid height: cannot query with height in the future; please provide a"
                            + " valid height",
                    future.text());
            assertThrows(QueryException.class, () -> balance(chain, bob, -1));
        }
    }

    @Test
    void blocksComeOneAfterTheOther() {
        try (Chain chain = begin()) {
            assertThrows(IllegalArgumentException.class, () -> block(chain, 3));
            assertThrows(IllegalStateException.class, chain::commit);
        }
    }
}
