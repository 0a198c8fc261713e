package dev.orrery.chain.wasm;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.error.ChainException;
import dev.orrery.msg.BankMsg;
import dev.orrery.msg.CosmosMsg;
import dev.orrery.msg.DistributionMsg;
import dev.orrery.msg.GovMsg;
import dev.orrery.msg.Ibc2Msg;
import dev.orrery.msg.IbcMsg;
import dev.orrery.msg.StakingMsg;
import dev.orrery.msg.WasmMsg;
import dev.orrery.msg.WeightedVoteOption;
import dev.orrery.proto.cosmos.bank.v1beta1.MsgSend;
import dev.orrery.proto.cosmos.distribution.v1beta1.MsgFundCommunityPool;
import dev.orrery.proto.cosmos.distribution.v1beta1.MsgSetWithdrawAddress;
import dev.orrery.proto.cosmos.distribution.v1beta1.MsgWithdrawDelegatorReward;
import dev.orrery.proto.cosmos.gov.v1.MsgVote;
import dev.orrery.proto.cosmos.gov.v1.MsgVoteWeighted;
import dev.orrery.proto.cosmos.gov.v1.VoteOption;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgBeginRedelegate;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgDelegate;
import dev.orrery.proto.cosmos.staking.v1beta1.MsgUndelegate;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgClearAdmin;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgExecuteContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgInstantiateContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgInstantiateContract2;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgMigrateContract;
import dev.orrery.proto.cosmwasm.wasm.v1.MsgUpdateAdmin;
import java.util.List;
import java.util.Optional;

/**
 * Turns what contracts send into messages of the chain. Nothing said means nothing sent. wasmd
 * x/wasm/keeper/handler_plugin_encoders.go.
 */
public final class MessageEncoder {
    /** Bytes. wasmd: MaxAnyMsgValueSize. */
    private static final int MAX_ANY_BYTES = 512 * 1024;

    /** SDK gas. wasmd: AnyMsgBaseGasCost. */
    private static final long ANY = 5;

    /** SDK gas per 1024 bytes. wasmd: AnyMsgPerKBGasCost. */
    private static final long ANY_PER_KIB = 1;

    private static final int KIB = 1024;

    private final AddressFormat format;
    private final ChainMessages chain;
    private final IbcEncoder ibc;

    /** Messages about IBC, which may be unknown to the chain. */
    public interface IbcEncoder {
        /** A chain without IBC. */
        IbcEncoder NONE = new IbcEncoder() {
            @Override
            public Optional<Message> encode(Context ctx, Address contract, IbcMsg msg) {
                return Optional.empty();
            }

            @Override
            public Optional<Message> encode(Address contract, Ibc2Msg msg) {
                return Optional.empty();
            }
        };

        /** @return empty if another handler deals with such messages, or none */
        Optional<Message> encode(Context ctx, Address contract, IbcMsg msg);

        /** @return empty if another handler deals with such messages, or none */
        Optional<Message> encode(Address contract, Ibc2Msg msg);
    }

    MessageEncoder(AddressFormat format, ChainMessages chain, IbcEncoder ibc) {
        this.format = format;
        this.chain = chain;
        this.ibc = ibc;
    }

    /**
     * @throws ChainException of the kind {@link WasmError#UNKNOWN_MSG} if this is not a message for a module
     */
    List<Message> encode(Context ctx, Address contract, CosmosMsg msg) {
        String sender = format.text(contract);
        return switch (msg) {
            case BankMsg bank -> bank(sender, bank);
            case CosmosMsg.Custom custom -> throw WasmError.UNKNOWN_MSG.failure("custom variant not supported");
            case DistributionMsg distribution -> List.of(distribution(sender, distribution));
            case IbcMsg message -> List.of(ibc.encode(ctx, contract, message).orElseThrow(() -> unknown("IBC")));
            case Ibc2Msg message -> List.of(ibc.encode(contract, message).orElseThrow(() -> unknown("IBCv2")));
            case StakingMsg staking -> List.of(staking(sender, staking));
            case CosmosMsg.Any any -> List.of(any(ctx, any));
            case WasmMsg wasm -> List.of(wasm(sender, wasm));
            case GovMsg gov -> List.of(gov(sender, gov));
            case CosmosMsg.Unknown nothing -> throw unknown("Wasm");
        };
    }

    private static ChainException unknown(String what) {
        return WasmError.UNKNOWN_MSG.failure("unknown variant of " + what);
    }

    private static List<Message> bank(String sender, BankMsg msg) {
        if (!(msg instanceof BankMsg.Send send)) {
            throw unknown("Bank");
        }
        if (send.amount().isEmpty()) {
            return List.of();
        }
        return List.of(MsgSend.newBuilder()
                .setFromAddress(sender)
                .setToAddress(send.toAddress())
                .addAllAmount(WasmCoins.of(send.amount()).toProto())
                .build());
    }

    private static Message distribution(String sender, DistributionMsg msg) {
        return switch (msg) {
            case DistributionMsg.SetWithdrawAddress set ->
                MsgSetWithdrawAddress.newBuilder()
                        .setDelegatorAddress(sender)
                        .setWithdrawAddress(set.address())
                        .build();
            case DistributionMsg.WithdrawDelegatorReward withdraw ->
                MsgWithdrawDelegatorReward.newBuilder()
                        .setDelegatorAddress(sender)
                        .setValidatorAddress(withdraw.validator())
                        .build();
            case DistributionMsg.FundCommunityPool fund ->
                MsgFundCommunityPool.newBuilder()
                        .setDepositor(sender)
                        .addAllAmount(WasmCoins.of(fund.amount()).toProto())
                        .build();
            case DistributionMsg.Unknown nothing -> throw unknown("Distribution");
        };
    }

    private static Message staking(String sender, StakingMsg msg) {
        return switch (msg) {
            case StakingMsg.Delegate delegate ->
                MsgDelegate.newBuilder()
                        .setDelegatorAddress(sender)
                        .setValidatorAddress(delegate.validator())
                        .setAmount(WasmCoins.of(delegate.amount()).toProto())
                        .build();
            case StakingMsg.Redelegate redelegate ->
                MsgBeginRedelegate.newBuilder()
                        .setDelegatorAddress(sender)
                        .setValidatorSrcAddress(redelegate.srcValidator())
                        .setValidatorDstAddress(redelegate.dstValidator())
                        .setAmount(WasmCoins.of(redelegate.amount()).toProto())
                        .build();
            case StakingMsg.Undelegate undelegate ->
                MsgUndelegate.newBuilder()
                        .setDelegatorAddress(sender)
                        .setValidatorAddress(undelegate.validator())
                        .setAmount(WasmCoins.of(undelegate.amount()).toProto())
                        .build();
            case StakingMsg.Unknown nothing -> throw unknown("Staking");
        };
    }

    private Message any(Context ctx, CosmosMsg.Any any) {
        int bytes = any.value().size();
        if (bytes > MAX_ANY_BYTES) {
            throw WasmError.LIMIT.failure("AnyMsg value size " + bytes + " exceeds limit " + MAX_ANY_BYTES);
        }
        ctx.gas().consume(ANY + ANY_PER_KIB * bytes / KIB, "unpacking AnyMsg");
        try {
            return chain.unpack(any.typeUrl(), any.value().toArray());
        } catch (ChainException e) {
            throw WasmError.INVALID_MSG.failure("Cannot unpack proto message with type URL: " + any.typeUrl());
        }
    }

    private static Message wasm(String sender, WasmMsg msg) {
        return switch (msg) {
            case WasmMsg.Execute execute ->
                MsgExecuteContract.newBuilder()
                        .setSender(sender)
                        .setContract(execute.contractAddress())
                        .setMsg(ByteString.copyFrom(execute.msg().toArray()))
                        .addAllFunds(WasmCoins.of(execute.funds()).toProto())
                        .build();
            case WasmMsg.Instantiate instantiate ->
                MsgInstantiateContract.newBuilder()
                        .setSender(sender)
                        .setCodeId(instantiate.codeId())
                        .setLabel(instantiate.label())
                        .setMsg(ByteString.copyFrom(instantiate.msg().toArray()))
                        .setAdmin(instantiate.admin())
                        .addAllFunds(WasmCoins.of(instantiate.funds()).toProto())
                        .build();
            case WasmMsg.Instantiate2 instantiate ->
                MsgInstantiateContract2.newBuilder()
                        .setSender(sender)
                        .setAdmin(instantiate.admin())
                        .setCodeId(instantiate.codeId())
                        .setLabel(instantiate.label())
                        .setMsg(ByteString.copyFrom(instantiate.msg().toArray()))
                        .addAllFunds(WasmCoins.of(instantiate.funds()).toProto())
                        .setSalt(ByteString.copyFrom(instantiate.salt().toArray()))
                        .build();
            case WasmMsg.Migrate migrate ->
                MsgMigrateContract.newBuilder()
                        .setSender(sender)
                        .setContract(migrate.contractAddress())
                        .setCodeId(migrate.newCodeId())
                        .setMsg(ByteString.copyFrom(migrate.msg().toArray()))
                        .build();
            case WasmMsg.ClearAdmin clear ->
                MsgClearAdmin.newBuilder()
                        .setSender(sender)
                        .setContract(clear.contractAddress())
                        .build();
            case WasmMsg.UpdateAdmin update ->
                MsgUpdateAdmin.newBuilder()
                        .setSender(sender)
                        .setContract(update.contractAddress())
                        .setNewAdmin(update.admin())
                        .build();
            case WasmMsg.Unknown nothing -> throw unknown("Wasm");
        };
    }

    private static Message gov(String sender, GovMsg msg) {
        return switch (msg) {
            case GovMsg.Vote vote ->
                MsgVote.newBuilder()
                        .setProposalId(vote.proposalId())
                        .setVoter(sender)
                        .setOption(option(vote.option()))
                        .build();
            case GovMsg.VoteWeighted vote -> {
                MsgVoteWeighted.Builder message = MsgVoteWeighted.newBuilder()
                        .setProposalId(vote.proposalId())
                        .setVoter(sender);
                for (int i = 0; i < vote.options().size(); i++) {
                    message.addOptions(weighted(vote.options().get(i), i + 1));
                }
                yield message.build();
            }
            case GovMsg.Unknown nothing -> throw unknown("gov");
        };
    }

    private static dev.orrery.proto.cosmos.gov.v1.WeightedVoteOption weighted(WeightedVoteOption option, int place) {
        Decimal weight;
        try {
            weight = Decimal.parse(option.weight());
        } catch (ChainException e) {
            throw e.in("weight for vote " + place);
        }
        return dev.orrery.proto.cosmos.gov.v1.WeightedVoteOption.newBuilder()
                .setOption(option(option.option()))
                .setWeight(weight.toString())
                .build();
    }

    private static VoteOption option(dev.orrery.msg.VoteOption option) {
        return switch (option) {
            case YES -> VoteOption.VOTE_OPTION_YES;
            case NO -> VoteOption.VOTE_OPTION_NO;
            case ABSTAIN -> VoteOption.VOTE_OPTION_ABSTAIN;
            case NO_WITH_VETO -> VoteOption.VOTE_OPTION_NO_WITH_VETO;
            case UNSET -> throw WasmError.INVALID.failure().in("vote option");
        };
    }
}
