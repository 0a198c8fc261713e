package dev.orrery.msg.json;

import static dev.orrery.msg.json.Containers.optional;
import static dev.orrery.msg.json.Member.field;
import static dev.orrery.msg.json.Member.omittable;
import static dev.orrery.msg.json.Member.variant;
import static dev.orrery.msg.json.Member.variantOf;
import static dev.orrery.msg.json.Scalars.BOOL;
import static dev.orrery.msg.json.Scalars.BYTES;
import static dev.orrery.msg.json.Scalars.STRING;
import static dev.orrery.msg.json.Scalars.UINT16;
import static dev.orrery.msg.json.Scalars.UINT32;
import static dev.orrery.msg.json.Scalars.UINT64;
import static dev.orrery.msg.json.StructCodec.union;
import static dev.orrery.msg.json.Structs.struct;

import dev.orrery.msg.BankQuery;
import dev.orrery.msg.DistributionQuery;
import dev.orrery.msg.IbcQuery;
import dev.orrery.msg.PageRequest;
import dev.orrery.msg.QueryRequest;
import dev.orrery.msg.StakingQuery;
import dev.orrery.msg.WasmQuery;

/** The questions a contract puts to the chain. */
public final class QueryJson {
    static final Codec<BankQuery.Supply> SUPPLY =
            struct("SupplyQuery", field("denom", STRING, BankQuery.Supply::denom), BankQuery.Supply::new);
    static final Codec<BankQuery.Balance> BALANCE = struct(
            "BalanceQuery",
            field("address", STRING, BankQuery.Balance::address),
            field("denom", STRING, BankQuery.Balance::denom),
            BankQuery.Balance::new);
    static final Codec<BankQuery.AllBalances> ALL_BALANCES = struct(
            "AllBalancesQuery", field("address", STRING, BankQuery.AllBalances::address), BankQuery.AllBalances::new);
    static final Codec<BankQuery.DenomMetadata> DENOM_METADATA = struct(
            "DenomMetadataQuery", field("denom", STRING, BankQuery.DenomMetadata::denom), BankQuery.DenomMetadata::new);
    static final Codec<PageRequest> PAGE = struct(
            "PageRequest",
            field("key", BYTES, PageRequest::key),
            field("limit", UINT32, PageRequest::limit),
            field("reverse", BOOL, PageRequest::reverse),
            PageRequest::new);
    static final Codec<BankQuery.AllDenomMetadata> ALL_DENOM_METADATA = struct(
            "AllDenomMetadataQuery",
            omittable("pagination", optional(PAGE), BankQuery.AllDenomMetadata::pagination),
            BankQuery.AllDenomMetadata::new);
    static final Codec<BankQuery> BANK = union(
            "BankQuery",
            new BankQuery.Unknown(),
            variant("supply", SUPPLY, BankQuery.Supply.class),
            variant("balance", BALANCE, BankQuery.Balance.class),
            variant("all_balances", ALL_BALANCES, BankQuery.AllBalances.class),
            variant("denom_metadata", DENOM_METADATA, BankQuery.DenomMetadata.class),
            variant("all_denom_metadata", ALL_DENOM_METADATA, BankQuery.AllDenomMetadata.class));
    private static final Codec<IbcQuery.PortId> PORT_ID = struct("PortIDQuery", new IbcQuery.PortId());
    static final Codec<IbcQuery.ListChannels> LIST_CHANNELS = struct(
            "ListChannelsQuery",
            omittable("port_id", STRING, IbcQuery.ListChannels::portId),
            IbcQuery.ListChannels::new);
    static final Codec<IbcQuery.Channel> CHANNEL_QUERY = struct(
            "ChannelQuery",
            omittable("port_id", STRING, IbcQuery.Channel::portId),
            field("channel_id", STRING, IbcQuery.Channel::channelId),
            IbcQuery.Channel::new);
    static final Codec<IbcQuery> IBC = union(
            "IBCQuery",
            new IbcQuery.Unknown(),
            variant("port_id", PORT_ID, IbcQuery.PortId.class),
            variant("list_channels", LIST_CHANNELS, IbcQuery.ListChannels.class),
            variant("channel", CHANNEL_QUERY, IbcQuery.Channel.class));
    private static final Codec<StakingQuery.AllValidators> ALL_VALIDATORS =
            struct("AllValidatorsQuery", new StakingQuery.AllValidators());
    private static final Codec<StakingQuery.BondedDenom> BONDED_DENOM = struct("", new StakingQuery.BondedDenom());
    static final Codec<StakingQuery.Validator> VALIDATOR = struct(
            "ValidatorQuery", field("address", STRING, StakingQuery.Validator::address), StakingQuery.Validator::new);
    static final Codec<StakingQuery.AllDelegations> ALL_DELEGATIONS = struct(
            "AllDelegationsQuery",
            field("delegator", STRING, StakingQuery.AllDelegations::delegator),
            StakingQuery.AllDelegations::new);
    static final Codec<StakingQuery.Delegation> DELEGATION = struct(
            "DelegationQuery",
            field("delegator", STRING, StakingQuery.Delegation::delegator),
            field("validator", STRING, StakingQuery.Delegation::validator),
            StakingQuery.Delegation::new);
    static final Codec<StakingQuery> STAKING = union(
            "StakingQuery",
            new StakingQuery.Unknown(),
            variant("all_validators", ALL_VALIDATORS, StakingQuery.AllValidators.class),
            variant("validator", VALIDATOR, StakingQuery.Validator.class),
            variant("all_delegations", ALL_DELEGATIONS, StakingQuery.AllDelegations.class),
            variant("delegation", DELEGATION, StakingQuery.Delegation.class),
            variant("bonded_denom", BONDED_DENOM, StakingQuery.BondedDenom.class));
    static final Codec<DistributionQuery.DelegatorWithdrawAddress> WITHDRAW_ADDRESS = struct(
            "DelegatorWithdrawAddressQuery",
            field("delegator_address", STRING, DistributionQuery.DelegatorWithdrawAddress::delegatorAddress),
            DistributionQuery.DelegatorWithdrawAddress::new);
    static final Codec<DistributionQuery.DelegationRewards> REWARDS = struct(
            "DelegationRewardsQuery",
            field("delegator_address", STRING, DistributionQuery.DelegationRewards::delegatorAddress),
            field("validator_address", STRING, DistributionQuery.DelegationRewards::validatorAddress),
            DistributionQuery.DelegationRewards::new);
    static final Codec<DistributionQuery.DelegationTotalRewards> TOTAL_REWARDS = struct(
            "DelegationTotalRewardsQuery",
            field("delegator_address", STRING, DistributionQuery.DelegationTotalRewards::delegatorAddress),
            DistributionQuery.DelegationTotalRewards::new);
    static final Codec<DistributionQuery.DelegatorValidators> VALIDATORS = struct(
            "DelegatorValidatorsQuery",
            field("delegator_address", STRING, DistributionQuery.DelegatorValidators::delegatorAddress),
            DistributionQuery.DelegatorValidators::new);
    static final Codec<DistributionQuery> DISTRIBUTION = union(
            "DistributionQuery",
            new DistributionQuery.Unknown(),
            variant("delegator_withdraw_address", WITHDRAW_ADDRESS, DistributionQuery.DelegatorWithdrawAddress.class),
            variant("delegation_rewards", REWARDS, DistributionQuery.DelegationRewards.class),
            variant("delegation_total_rewards", TOTAL_REWARDS, DistributionQuery.DelegationTotalRewards.class),
            variant("delegator_validators", VALIDATORS, DistributionQuery.DelegatorValidators.class));
    private static final Codec<QueryRequest.Stargate> STARGATE = struct(
            "StargateQuery",
            field("data", BYTES, QueryRequest.Stargate::data),
            field("path", STRING, QueryRequest.Stargate::path),
            (data, path) -> new QueryRequest.Stargate(path, data));
    private static final Codec<QueryRequest.Grpc> GRPC = struct(
            "GrpcQuery",
            field("data", BYTES, QueryRequest.Grpc::data),
            field("path", STRING, QueryRequest.Grpc::path),
            (data, path) -> new QueryRequest.Grpc(path, data));
    static final Codec<WasmQuery.Smart> SMART = struct(
            "SmartQuery",
            field("contract_addr", STRING, WasmQuery.Smart::contractAddress),
            field("msg", BYTES, WasmQuery.Smart::msg),
            WasmQuery.Smart::new);
    static final Codec<WasmQuery.Raw> RAW = struct(
            "RawQuery",
            field("contract_addr", STRING, WasmQuery.Raw::contractAddress),
            field("key", BYTES, WasmQuery.Raw::key),
            WasmQuery.Raw::new);
    static final Codec<WasmQuery.ContractInfo> CONTRACT_INFO = struct(
            "ContractInfoQuery",
            field("contract_addr", STRING, WasmQuery.ContractInfo::contractAddress),
            WasmQuery.ContractInfo::new);
    static final Codec<WasmQuery.CodeInfo> CODE_INFO =
            struct("CodeInfoQuery", field("code_id", UINT64, WasmQuery.CodeInfo::codeId), WasmQuery.CodeInfo::new);
    static final Codec<WasmQuery.RawRange> RAW_RANGE = struct(
            "RawRangeQuery",
            field("contract_addr", STRING, WasmQuery.RawRange::contractAddress),
            omittable("start", BYTES, WasmQuery.RawRange::start),
            omittable("end", BYTES, WasmQuery.RawRange::end),
            field("limit", UINT16, WasmQuery.RawRange::limit),
            field("order", STRING, WasmQuery.RawRange::order),
            WasmQuery.RawRange::new);
    static final Codec<WasmQuery> WASM = union(
            "WasmQuery",
            new WasmQuery.Unknown(),
            variant("smart", SMART, WasmQuery.Smart.class),
            variant("raw", RAW, WasmQuery.Raw.class),
            variant("contract_info", CONTRACT_INFO, WasmQuery.ContractInfo.class),
            variant("code_info", CODE_INFO, WasmQuery.CodeInfo.class),
            variant("raw_range", RAW_RANGE, WasmQuery.RawRange.class));

    public static final Codec<QueryRequest> QUERY_REQUEST = union(
            "QueryRequest",
            new QueryRequest.Unknown(),
            variant("bank", BANK, BankQuery.class),
            variantOf(
                    "custom",
                    new RawCodec<>(QueryRequest.Custom::new, QueryRequest.Custom::json),
                    QueryRequest.Custom.class),
            variant("ibc", IBC, IbcQuery.class),
            variant("staking", STAKING, StakingQuery.class),
            variant("distribution", DISTRIBUTION, DistributionQuery.class),
            variant("stargate", STARGATE, QueryRequest.Stargate.class),
            variant("grpc", GRPC, QueryRequest.Grpc.class),
            variant("wasm", WASM, WasmQuery.class));

    private QueryJson() {}
}
