package dev.orrery.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.state.Pruning;
import dev.orrery.chain.state.db.MemoryDatabase;
import dev.orrery.chain.wasm.wiring.WasmModule;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.cosmos.gov.v1.MsgSubmitProposal;
import dev.orrery.proto.cosmos.gov.v1.MsgVote;
import dev.orrery.proto.cosmos.gov.v1.Proposal;
import dev.orrery.proto.cosmos.gov.v1.ProposalStatus;
import dev.orrery.proto.cosmos.gov.v1.QueryProposalRequest;
import dev.orrery.proto.cosmos.gov.v1.QueryProposalResponse;
import dev.orrery.proto.cosmos.gov.v1.VoteOption;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgDelegate;
import dev.orrery.proto.cosmwasm.wasm.v1.AccessConfig;
import dev.orrery.proto.cosmwasm.wasm.v1.AccessType;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgSudoContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgUpdateParams;
import dev.orrery.proto.cosmwasm.wasm.v1.Params;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryParamsRequest;
import dev.orrery.proto.cosmwasm.wasm.v1.QueryParamsResponse;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.proto.tendermint.abci.RequestFinalizeBlock;
import dev.orrery.vm.Vm;
import dev.orrery.vm.VmException;
import dev.orrery.vm.VmOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has the stake rules the chain, contracts included. On a recorded genesis: voting takes 30 s there, a deposit 1000stake. */
final class GovernedChainTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AddressFormat FORMAT = ChainConfig.of("wasm").formats().account();
    private static final String GOVERNANCE = FORMAT.text(Address.ofModule("gov"));

    private final TestAccount ruler = new TestAccount("ruler", 3);
    private Vm vm;
    private Chain chain;
    private RequestFinalizeBlock pattern;
    private String chainId;
    private long height;
    private Instant now;

    @BeforeEach
    void begin(@TempDir Path codes) throws IOException, VmException {
        Recording recording = Recording.load("governance");
        var init = recording.init();
        pattern = RequestFinalizeBlock.parseFrom(recording.steps().get(1).request());
        chainId = init.getChainId();
        now = Times.instant(init.getTime());
        ObjectNode state = (ObjectNode) JSON.readTree(init.getAppStateBytes().toStringUtf8());
        String validator = state.at("/staking/validators/0/operator_address").asText();
        addRuler(state);
        vm = Vm.open(VmOptions.in(codes));
        Wiring wiring = new Wiring(
                ChainConfig.of("wasm"), keepers -> List.of(new WasmModule(vm, keepers, WasmModule.Settings.DEFAULT)));
        chain = Chain.open(wiring, new MemoryDatabase(), Pruning.NOTHING);
        chain.initChain(init.toBuilder()
                .setAppStateBytes(ByteString.copyFromUtf8(state.toString()))
                .build());
        block(5);
        requireSuccess(send(MsgDelegate.newBuilder()
                .setDelegatorAddress(ruler.text())
                .setValidatorAddress(validator)
                .setAmount(Coin.of("stake", 50_000_000).toProto())
                .build()));
    }

    private void addRuler(ObjectNode state) {
        state.withArray("/auth/accounts")
                .addObject()
                .put("@type", "/cosmos.auth.v1beta1.BaseAccount")
                .put("address", ruler.text())
                .put("account_number", "3")
                .put("sequence", "0");
        ObjectNode balance = state.withArray("/bank/balances").addObject().put("address", ruler.text());
        balance.putArray("coins").addObject().put("denom", "stake").put("amount", "1000000000");
        state.withObject("/bank").putArray("supply");
    }

    @AfterEach
    void end() {
        chain.close();
        vm.close();
    }

    private List<ExecTxResult> block(long seconds, byte[]... transactions) {
        now = now.plusSeconds(seconds);
        RequestFinalizeBlock.Builder request = pattern.toBuilder()
                .clearTxs()
                .setHeight(++height)
                .setTime(Times.timestamp(now))
                .addAllTxs(Stream.of(transactions).map(ByteString::copyFrom).toList());
        if (height == 1) {
            request.clearDecidedLastCommit();
        }
        List<ExecTxResult> results = chain.finalizeBlock(request.build()).getTxResultsList();
        chain.commit();
        return results;
    }

    private ExecTxResult send(Message... messages) {
        return block(5, ruler.sign(chainId, Coins.of(Coin.of("stake", 100)), 1_000_000, messages))
                .getFirst();
    }

    private static void requireSuccess(ExecTxResult result) {
        assertEquals("", result.getLog());
    }

    /** Proposes and votes for it; its number is one. */
    private void decide(Message... messages) {
        requireSuccess(send(MsgSubmitProposal.newBuilder()
                .addAllMessages(Stream.of(messages).map(KnownTypes::pack).toList())
                .addInitialDeposit(Coin.of("stake", 1_000).toProto())
                .setProposer(ruler.text())
                .setTitle("Title")
                .setSummary("Summary")
                .build()));
        requireSuccess(send(MsgVote.newBuilder()
                .setProposalId(1)
                .setVoter(ruler.text())
                .setOption(VoteOption.VOTE_OPTION_YES)
                .build()));
        block(30);
    }

    private Proposal proposal() {
        var request = QueryProposalRequest.newBuilder().setProposalId(1).build();
        return ((QueryProposalResponse) chain.ask("/cosmos.gov.v1.Query/Proposal", request.toByteString(), 0)
                        .message())
                .getProposal();
    }

    private AccessType upload() {
        QueryParamsResponse answer = (QueryParamsResponse) chain.ask(
                        "/cosmwasm.wasm.v1.Query/Params",
                        QueryParamsRequest.getDefaultInstance().toByteString(),
                        0)
                .message();
        return answer.getParams().getCodeUploadAccess().getPermission();
    }

    private static MsgUpdateParams closeUploads() {
        return MsgUpdateParams.newBuilder()
                .setAuthority(GOVERNANCE)
                .setParams(Params.newBuilder()
                        .setCodeUploadAccess(AccessConfig.newBuilder().setPermission(AccessType.ACCESS_TYPE_NOBODY))
                        .setInstantiateDefaultPermission(AccessType.ACCESS_TYPE_NOBODY))
                .build();
    }

    private static MsgSudoContract sudo() {
        return MsgSudoContract.newBuilder()
                .setAuthority(GOVERNANCE)
                .setContract(FORMAT.text(Address.of(new byte[32])))
                .setMsg(ByteString.copyFromUtf8("{}"))
                .build();
    }

    @Test
    void aPassedProposalChangesTheRulesForContracts() {
        assertEquals(AccessType.ACCESS_TYPE_EVERYBODY, upload());

        decide(closeUploads());

        assertEquals(ProposalStatus.PROPOSAL_STATUS_PASSED, proposal().getStatus());
        assertEquals("50000000", proposal().getFinalTallyResult().getYesCount());
        assertEquals(AccessType.ACCESS_TYPE_NOBODY, upload());
    }

    @Test
    void aProposalWhoseSudoFailsChangesNothing() {
        decide(closeUploads(), sudo());

        assertEquals(ProposalStatus.PROPOSAL_STATUS_FAILED, proposal().getStatus());
        assertEquals(
                "address " + FORMAT.text(Address.of(new byte[32])) + ": no such contract",
                proposal().getFailedReason());
        assertEquals(AccessType.ACCESS_TYPE_EVERYBODY, upload());
    }
}
