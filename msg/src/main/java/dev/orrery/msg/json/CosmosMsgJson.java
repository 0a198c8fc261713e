package dev.orrery.msg.json;

import static dev.orrery.msg.json.CoinJson.COIN;
import static dev.orrery.msg.json.Containers.array;
import static dev.orrery.msg.json.Containers.checked;
import static dev.orrery.msg.json.Containers.list;
import static dev.orrery.msg.json.Containers.optional;
import static dev.orrery.msg.json.Containers.selfDecoding;
import static dev.orrery.msg.json.Member.field;
import static dev.orrery.msg.json.Member.oldName;
import static dev.orrery.msg.json.Member.omittable;
import static dev.orrery.msg.json.Member.variant;
import static dev.orrery.msg.json.Member.variantOf;
import static dev.orrery.msg.json.Scalars.BYTES;
import static dev.orrery.msg.json.Scalars.STRING;
import static dev.orrery.msg.json.Scalars.UINT64;
import static dev.orrery.msg.json.StructCodec.union;
import static dev.orrery.msg.json.Structs.struct;
import static dev.orrery.msg.json.Words.VOTE_OPTION;

import dev.orrery.msg.BankMsg;
import dev.orrery.msg.CosmosMsg;
import dev.orrery.msg.DistributionMsg;
import dev.orrery.msg.GovMsg;
import dev.orrery.msg.Ibc2Msg;
import dev.orrery.msg.IbcMsg;
import dev.orrery.msg.StakingMsg;
import dev.orrery.msg.VoteOption;
import dev.orrery.msg.WasmMsg;
import dev.orrery.msg.WeightedVoteOption;
import java.util.Optional;
import java.util.Set;

/** The messages a contract emits. */
public final class CosmosMsgJson {
    static final Codec<BankMsg.Send> SEND = struct(
            "SendMsg",
            field("to_address", STRING, BankMsg.Send::toAddress),
            field("amount", array(COIN), BankMsg.Send::amount),
            BankMsg.Send::new);
    static final Codec<BankMsg.Burn> BURN =
            struct("BurnMsg", field("amount", array(COIN), BankMsg.Burn::amount), BankMsg.Burn::new);
    static final Codec<BankMsg> BANK = union(
            "BankMsg",
            new BankMsg.Unknown(),
            variant("send", SEND, BankMsg.Send.class),
            variant("burn", BURN, BankMsg.Burn.class));
    static final Codec<StakingMsg.Delegate> DELEGATE = struct(
            "DelegateMsg",
            field("validator", STRING, StakingMsg.Delegate::validator),
            field("amount", COIN, StakingMsg.Delegate::amount),
            StakingMsg.Delegate::new);
    static final Codec<StakingMsg.Undelegate> UNDELEGATE = struct(
            "UndelegateMsg",
            field("validator", STRING, StakingMsg.Undelegate::validator),
            field("amount", COIN, StakingMsg.Undelegate::amount),
            StakingMsg.Undelegate::new);
    static final Codec<StakingMsg.Redelegate> REDELEGATE = struct(
            "RedelegateMsg",
            field("src_validator", STRING, StakingMsg.Redelegate::srcValidator),
            field("dst_validator", STRING, StakingMsg.Redelegate::dstValidator),
            field("amount", COIN, StakingMsg.Redelegate::amount),
            StakingMsg.Redelegate::new);
    static final Codec<StakingMsg> STAKING = union(
            "StakingMsg",
            new StakingMsg.Unknown(),
            variant("delegate", DELEGATE, StakingMsg.Delegate.class),
            variant("redelegate", REDELEGATE, StakingMsg.Redelegate.class),
            variant("undelegate", UNDELEGATE, StakingMsg.Undelegate.class));
    static final Codec<DistributionMsg.SetWithdrawAddress> SET_WITHDRAW_ADDRESS = struct(
            "SetWithdrawAddressMsg",
            field("address", STRING, DistributionMsg.SetWithdrawAddress::address),
            DistributionMsg.SetWithdrawAddress::new);
    static final Codec<DistributionMsg.WithdrawDelegatorReward> WITHDRAW_DELEGATOR_REWARD = struct(
            "WithdrawDelegatorRewardMsg",
            field("validator", STRING, DistributionMsg.WithdrawDelegatorReward::validator),
            DistributionMsg.WithdrawDelegatorReward::new);
    static final Codec<DistributionMsg.FundCommunityPool> FUND_COMMUNITY_POOL = struct(
            "FundCommunityPoolMsg",
            field("amount", array(COIN), DistributionMsg.FundCommunityPool::amount),
            DistributionMsg.FundCommunityPool::new);
    static final Codec<DistributionMsg> DISTRIBUTION = union(
            "DistributionMsg",
            new DistributionMsg.Unknown(),
            variant("set_withdraw_address", SET_WITHDRAW_ADDRESS, DistributionMsg.SetWithdrawAddress.class),
            variant(
                    "withdraw_delegator_reward",
                    WITHDRAW_DELEGATOR_REWARD,
                    DistributionMsg.WithdrawDelegatorReward.class),
            variant("fund_community_pool", FUND_COMMUNITY_POOL, DistributionMsg.FundCommunityPool.class));

    /** Also under its name of 1.x, {@code vote}; Go's own struct for that is named in error texts. */
    private static final Codec<GovMsg.Vote> VOTE = checked(
            CosmosMsgJson::hasOption,
            struct(
                    "InternalVoteMsg",
                    field("proposal_id", UINT64, GovMsg.Vote::proposalId),
                    omittable(
                            "option",
                            optional(VOTE_OPTION),
                            vote -> Optional.of(vote.option()).filter(option -> option != VoteOption.UNSET)),
                    oldName("vote", VOTE_OPTION),
                    CosmosMsgJson::vote));

    static final Codec<WeightedVoteOption> WEIGHTED_OPTION = struct(
            "WeightedVoteOption",
            field("option", VOTE_OPTION, WeightedVoteOption::option),
            field("weight", STRING, WeightedVoteOption::weight),
            WeightedVoteOption::new);
    static final Codec<GovMsg.VoteWeighted> VOTE_WEIGHTED = struct(
            "VoteWeightedMsg",
            field("proposal_id", UINT64, GovMsg.VoteWeighted::proposalId),
            field("options", list(WEIGHTED_OPTION), GovMsg.VoteWeighted::options),
            GovMsg.VoteWeighted::new);
    static final Codec<GovMsg> GOV = union(
            "GovMsg",
            new GovMsg.Unknown(),
            variant("vote", VOTE, GovMsg.Vote.class),
            variant("vote_weighted", VOTE_WEIGHTED, GovMsg.VoteWeighted.class));
    static final Codec<WasmMsg.Execute> EXECUTE = struct(
            "ExecuteMsg",
            field("contract_addr", STRING, WasmMsg.Execute::contractAddress),
            field("msg", BYTES, WasmMsg.Execute::msg),
            field("funds", array(COIN), WasmMsg.Execute::funds),
            WasmMsg.Execute::new);
    static final Codec<WasmMsg.Instantiate> INSTANTIATE = struct(
            "InstantiateMsg",
            field("code_id", UINT64, WasmMsg.Instantiate::codeId),
            field("msg", BYTES, WasmMsg.Instantiate::msg),
            field("funds", array(COIN), WasmMsg.Instantiate::funds),
            field("label", STRING, WasmMsg.Instantiate::label),
            omittable("admin", STRING, WasmMsg.Instantiate::admin),
            WasmMsg.Instantiate::new);
    static final Codec<WasmMsg.Instantiate2> INSTANTIATE2 = struct(
            "Instantiate2Msg",
            field("code_id", UINT64, WasmMsg.Instantiate2::codeId),
            field("msg", BYTES, WasmMsg.Instantiate2::msg),
            field("funds", array(COIN), WasmMsg.Instantiate2::funds),
            field("label", STRING, WasmMsg.Instantiate2::label),
            omittable("admin", STRING, WasmMsg.Instantiate2::admin),
            field("salt", BYTES, WasmMsg.Instantiate2::salt),
            WasmMsg.Instantiate2::new);
    static final Codec<WasmMsg.Migrate> MIGRATE = struct(
            "MigrateMsg",
            field("contract_addr", STRING, WasmMsg.Migrate::contractAddress),
            field("new_code_id", UINT64, WasmMsg.Migrate::newCodeId),
            field("msg", BYTES, WasmMsg.Migrate::msg),
            WasmMsg.Migrate::new);
    static final Codec<WasmMsg.UpdateAdmin> UPDATE_ADMIN = struct(
            "UpdateAdminMsg",
            field("contract_addr", STRING, WasmMsg.UpdateAdmin::contractAddress),
            field("admin", STRING, WasmMsg.UpdateAdmin::admin),
            WasmMsg.UpdateAdmin::new);
    static final Codec<WasmMsg.ClearAdmin> CLEAR_ADMIN = struct(
            "ClearAdminMsg",
            field("contract_addr", STRING, WasmMsg.ClearAdmin::contractAddress),
            WasmMsg.ClearAdmin::new);
    static final Codec<WasmMsg> WASM = union(
            "WasmMsg",
            new WasmMsg.Unknown(),
            variant("execute", EXECUTE, WasmMsg.Execute.class),
            variant("instantiate", INSTANTIATE, WasmMsg.Instantiate.class),
            variant("instantiate2", INSTANTIATE2, WasmMsg.Instantiate2.class),
            variant("migrate", MIGRATE, WasmMsg.Migrate.class),
            variant("clear_admin", CLEAR_ADMIN, WasmMsg.ClearAdmin.class),
            variant("update_admin", UPDATE_ADMIN, WasmMsg.UpdateAdmin.class));
    static final Codec<CosmosMsg.Any> ANY = struct(
            "AnyMsg",
            field("type_url", STRING, CosmosMsg.Any::typeUrl),
            field("value", BYTES, CosmosMsg.Any::value),
            CosmosMsg.Any::new);

    /** Go's own struct for reading both {@code any} and {@code stargate} is named in error texts. */
    public static final Codec<CosmosMsg> COSMOS_MSG = selfDecoding(union(
            "InternalCosmosMsg",
            new CosmosMsg.Unknown(),
            CosmosMsgJson::notBothAnyAndStargate,
            variant("bank", BANK, BankMsg.class),
            variantOf("custom", new RawCodec<>(CosmosMsg.Custom::new, CosmosMsg.Custom::json), CosmosMsg.Custom.class),
            variant("distribution", DISTRIBUTION, DistributionMsg.class),
            variant("ibc", IbcMsgJson.IBC, IbcMsg.class),
            variant("staking", STAKING, StakingMsg.class),
            variant("any", ANY, CosmosMsg.Any.class),
            oldName("stargate", ANY),
            variant("wasm", WASM, WasmMsg.class),
            variant("gov", GOV, GovMsg.class),
            variant("ibc2", IbcMsgJson.IBC2, Ibc2Msg.class)));

    private static void notBothAnyAndStargate(Set<String> present) {
        if (present.containsAll(Set.of("any", "stargate"))) {
            throw new JsonException("invalid CosmosMsg: both 'any' and 'stargate' fields are set");
        }
    }

    /** Quirk: wasmvm follows a null pointer here, and what is left of that panic is its text. wasmvm msg.go: VoteMsg */
    private static void hasOption(GovMsg.Vote vote) {
        if (vote.option() == VoteOption.UNSET) {
            throw JsonReader.abort("runtime error: invalid memory address or nil pointer dereference");
        }
    }

    private static GovMsg.Vote vote(long proposalId, Optional<VoteOption> option, Optional<VoteOption> oldName) {
        if (option.isPresent() && oldName.isPresent()) {
            throw new JsonException("invalid VoteMsg: both 'option' and 'vote' fields are set");
        }
        return new GovMsg.Vote(proposalId, option.or(() -> oldName).orElse(VoteOption.UNSET));
    }

    private CosmosMsgJson() {}
}
