package dev.orrery.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.auth.AuthGenesis;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.state.Pruning;
import dev.orrery.chain.state.db.MemoryDatabase;
import dev.orrery.chain.tx.Ed25519PublicKey;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.chain.wire.ProtoJson;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.cosmos.auth.v1beta1.BaseAccount;
import dev.orrery.proto.cosmos.bank.v1beta1.Balance;
import dev.orrery.proto.cosmos.bank.v1beta1.Params;
import dev.orrery.proto.tendermint.abci.CommitInfo;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.proto.tendermint.abci.Misbehavior;
import dev.orrery.proto.tendermint.abci.MisbehaviorType;
import dev.orrery.proto.tendermint.abci.RequestFinalizeBlock;
import dev.orrery.proto.tendermint.abci.RequestInitChain;
import dev.orrery.proto.tendermint.abci.ResponseFinalizeBlock;
import dev.orrery.proto.tendermint.abci.ResponseInitChain;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import dev.orrery.proto.tendermint.abci.VoteInfo;
import dev.orrery.proto.tendermint.types.BlockIDFlag;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A chain with one validator and three people who have a million million stake each, driven block by block. */
final class StakedChain implements AutoCloseable {
    static final String ID = "staked-1";
    static final long POWER = 5;
    private static final Coins FEE = Coins.of(Coin.of("stake", 1000));

    final AddressFormats formats = AddressFormats.of("wasm");
    final Ed25519PublicKey key = key(1);
    final TestAccount alice = new TestAccount("alice", 0);
    final TestAccount bob = new TestAccount("bob", 1);
    final TestAccount carol = new TestAccount("carol", 2);
    final ResponseInitChain begun;
    private final Chain chain;
    private final Map<Address, Long> powers = new LinkedHashMap<>();
    private final List<Address> absent = new ArrayList<>();
    private final List<Misbehavior> caught = new ArrayList<>();
    private long height;
    private Instant time = Instant.parse("2026-01-01T00:00:00Z");

    StakedChain() {
        this(List.of());
    }

    /**
     * @param offered whom the engine would let vote; none: whoever the genesis says
     */
    StakedChain(List<ValidatorUpdate> offered) {
        Wiring wiring = new Wiring(ChainConfig.of("wasm"), keepers -> List.of());
        chain = Chain.open(wiring, new MemoryDatabase(), Pruning.NOTHING);
        begun = chain.initChain(RequestInitChain.newBuilder()
                .setChainId(ID)
                .setTime(Times.timestamp(time))
                .addAllValidators(offered)
                .setAppStateBytes(ByteString.copyFromUtf8(genesis(wiring)))
                .build());
        begun.getValidatorsList().forEach(this::vote);
        block(5);
    }

    static Ed25519PublicKey key(int seed) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) seed;
        return new Ed25519PublicKey(ByteString.copyFrom(bytes));
    }

    /** The first validator's operator, whom nobody has a key for. */
    Address operator() {
        return key.address();
    }

    String validator() {
        return formats.validator().text(operator());
    }

    String validatorOf(TestAccount account) {
        return formats.validator().text(account.address());
    }

    private String genesis(Wiring wiring) {
        FirstValidators staked = new FirstValidators(
                formats,
                List.of(new FirstValidator(key.key(), operator(), "one", Coin.of("stake", POWER * 1_000_000))));
        ProtoJson json = new ProtoJson(wiring.types());
        var auth =
                dev.orrery.proto.cosmos.auth.v1beta1.GenesisState.newBuilder().setParams(AuthGenesis.defaultParams());
        var bank = dev.orrery.proto.cosmos.bank.v1beta1.GenesisState.newBuilder()
                .setParams(Params.newBuilder().setDefaultSendEnabled(true))
                .addBalances(Balance.newBuilder()
                        .setAddress(formats.account().text(FirstValidators.pool()))
                        .addAllCoins(staked.stake().list().stream()
                                .map(Coin::toProto)
                                .toList()));
        long number = 0;
        for (TestAccount account : List.of(alice, bob, carol)) {
            auth.addAccounts(KnownTypes.pack(BaseAccount.newBuilder()
                    .setAddress(account.text())
                    .setAccountNumber(number++)
                    .build()));
            bank.addBalances(Balance.newBuilder()
                    .setAddress(account.text())
                    .addCoins(Coin.of("stake", 1_000_000_000_000L).toProto()));
        }
        Map<String, String> parts = new LinkedHashMap<>(staked.parts());
        parts.put("auth", json.print(auth.build()));
        parts.put("bank", json.print(bank.build()));
        return "{"
                + String.join(
                        ",",
                        parts.entrySet().stream()
                                .map(part -> "\"" + part.getKey() + "\":" + part.getValue())
                                .toList())
                + "}";
    }

    private void vote(ValidatorUpdate update) {
        Address address = new Ed25519PublicKey(update.getPubKey().getEd25519()).address();
        if (update.getPower() == 0) {
            powers.remove(address);
        } else {
            powers.put(address, update.getPower());
        }
    }

    /** From now on this validator doesn't sign. */
    void silence(Address consensusAddress) {
        absent.add(consensusAddress);
    }

    /** The next block holds evidence that this validator voted twice in the newest one. */
    void catchVotingTwice(Address consensusAddress, long power) {
        caught.add(Misbehavior.newBuilder()
                .setType(MisbehaviorType.DUPLICATE_VOTE)
                .setValidator(dev.orrery.proto.tendermint.abci.Validator.newBuilder()
                        .setAddress(ByteString.copyFrom(consensusAddress.bytes()))
                        .setPower(power))
                .setHeight(height)
                .setTime(Times.timestamp(time))
                .build());
    }

    Instant time() {
        return time;
    }

    long height() {
        return height;
    }

    ResponseFinalizeBlock block(long seconds, byte[]... transactions) {
        return block(Duration.ofSeconds(seconds), transactions);
    }

    ResponseFinalizeBlock block(Duration later, byte[]... transactions) {
        height++;
        time = time.plus(later);
        CommitInfo.Builder votes = CommitInfo.newBuilder();
        if (height > 1) {
            powers.forEach((address, power) -> votes.addVotes(VoteInfo.newBuilder()
                    .setValidator(dev.orrery.proto.tendermint.abci.Validator.newBuilder()
                            .setAddress(ByteString.copyFrom(address.bytes()))
                            .setPower(power))
                    .setBlockIdFlag(
                            absent.contains(address)
                                    ? BlockIDFlag.BLOCK_ID_FLAG_ABSENT
                                    : BlockIDFlag.BLOCK_ID_FLAG_COMMIT)));
        }
        ResponseFinalizeBlock response = chain.finalizeBlock(RequestFinalizeBlock.newBuilder()
                .setHeight(height)
                .setTime(Times.timestamp(time))
                .setDecidedLastCommit(votes)
                .addAllMisbehavior(caught)
                .setProposerAddress(ByteString.copyFrom(operator().bytes()))
                .addAllTxs(Stream.of(transactions).map(ByteString::copyFrom).toList())
                .build());
        chain.commit();
        caught.clear();
        response.getValidatorUpdatesList().forEach(this::vote);
        return response;
    }

    /** One block with one transaction. */
    ExecTxResult send(TestAccount by, Message... messages) {
        return block(5, by.sign(ID, FEE, 900_000, messages)).getTxResults(0);
    }

    void sendWell(TestAccount by, Message... messages) {
        ExecTxResult result = send(by, messages);
        assertEquals(0, result.getCode(), result.getLog());
    }

    <M extends Message> M ask(String path, Message request, Parser<M> parser) {
        Queries.Answer answer = chain.ask(path, request.toByteString(), 0);
        try {
            return parser.parseFrom(answer.message().toByteString());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        chain.close();
    }
}
