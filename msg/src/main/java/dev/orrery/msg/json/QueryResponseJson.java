package dev.orrery.msg.json;

import static dev.orrery.msg.json.CoinJson.COIN;
import static dev.orrery.msg.json.CoinJson.DEC_COIN;
import static dev.orrery.msg.json.Containers.array;
import static dev.orrery.msg.json.Containers.list;
import static dev.orrery.msg.json.Containers.mapped;
import static dev.orrery.msg.json.Containers.nullable;
import static dev.orrery.msg.json.Containers.optional;
import static dev.orrery.msg.json.Containers.selfDecoding;
import static dev.orrery.msg.json.Hex.CHECKSUM;
import static dev.orrery.msg.json.IbcJson.CHANNEL;
import static dev.orrery.msg.json.Member.field;
import static dev.orrery.msg.json.Member.omittable;
import static dev.orrery.msg.json.Scalars.BOOL;
import static dev.orrery.msg.json.Scalars.BYTES;
import static dev.orrery.msg.json.Scalars.NULLABLE_BYTES;
import static dev.orrery.msg.json.Scalars.STRING;
import static dev.orrery.msg.json.Scalars.UINT32;
import static dev.orrery.msg.json.Scalars.UINT64;
import static dev.orrery.msg.json.Structs.struct;

import dev.orrery.msg.BankResponse;
import dev.orrery.msg.Bytes;
import dev.orrery.msg.DistributionResponse;
import dev.orrery.msg.IbcQueryResponse;
import dev.orrery.msg.StakingResponse;
import dev.orrery.msg.WasmResponse;
import java.util.List;

/** The answers of the chain's modules to contracts. */
public final class QueryResponseJson {
    public static final Codec<BankResponse.Supply> SUPPLY =
            struct("SupplyResponse", field("amount", COIN, BankResponse.Supply::amount), BankResponse.Supply::new);
    public static final Codec<BankResponse.Balance> BALANCE =
            struct("BalanceResponse", field("amount", COIN, BankResponse.Balance::amount), BankResponse.Balance::new);
    public static final Codec<BankResponse.AllBalances> ALL_BALANCES = struct(
            "AllBalancesResponse",
            field("amount", array(COIN), BankResponse.AllBalances::amount),
            BankResponse.AllBalances::new);
    static final Codec<BankResponse.DenomUnit> DENOM_UNIT = struct(
            "DenomUnit",
            field("denom", STRING, BankResponse.DenomUnit::denom),
            field("exponent", UINT32, BankResponse.DenomUnit::exponent),
            field("aliases", nullable(list(STRING)), BankResponse.DenomUnit::aliases),
            BankResponse.DenomUnit::new);
    static final Codec<BankResponse.Metadata> METADATA = struct(
            "DenomMetadata",
            field("description", STRING, BankResponse.Metadata::description),
            field("denom_units", nullable(list(DENOM_UNIT)), BankResponse.Metadata::denomUnits),
            field("base", STRING, BankResponse.Metadata::base),
            field("display", STRING, BankResponse.Metadata::display),
            field("name", STRING, BankResponse.Metadata::name),
            field("symbol", STRING, BankResponse.Metadata::symbol),
            field("uri", STRING, BankResponse.Metadata::uri),
            field("uri_hash", STRING, BankResponse.Metadata::uriHash),
            BankResponse.Metadata::new);
    public static final Codec<BankResponse.DenomMetadata> DENOM_METADATA = struct(
            "DenomMetadataResponse",
            field("metadata", METADATA, BankResponse.DenomMetadata::metadata),
            BankResponse.DenomMetadata::new);
    public static final Codec<BankResponse.AllDenomMetadata> ALL_DENOM_METADATA = struct(
            "AllDenomMetadataResponse",
            field("metadata", nullable(list(METADATA)), BankResponse.AllDenomMetadata::metadata),
            omittable("next_key", BYTES, BankResponse.AllDenomMetadata::nextKey),
            BankResponse.AllDenomMetadata::new);
    public static final Codec<IbcQueryResponse.PortId> PORT_ID = struct(
            "PortIDResponse", field("port_id", STRING, IbcQueryResponse.PortId::portId), IbcQueryResponse.PortId::new);
    public static final Codec<IbcQueryResponse.ListChannels> LIST_CHANNELS = struct(
            "ListChannelsResponse",
            field("channels", array(CHANNEL), IbcQueryResponse.ListChannels::channels),
            IbcQueryResponse.ListChannels::new);
    public static final Codec<IbcQueryResponse.Channel> CHANNEL_RESPONSE = struct(
            "ChannelResponse",
            omittable("channel", optional(CHANNEL), IbcQueryResponse.Channel::channel),
            IbcQueryResponse.Channel::new);
    public static final Codec<StakingResponse.BondedDenom> BONDED_DENOM = struct(
            "BondedDenomResponse",
            field("denom", STRING, StakingResponse.BondedDenom::denom),
            StakingResponse.BondedDenom::new);
    static final Codec<StakingResponse.Validator> VALIDATOR = struct(
            "Validator",
            field("address", STRING, StakingResponse.Validator::address),
            field("commission", STRING, StakingResponse.Validator::commission),
            field("max_commission", STRING, StakingResponse.Validator::maxCommission),
            field("max_change_rate", STRING, StakingResponse.Validator::maxChangeRate),
            StakingResponse.Validator::new);
    public static final Codec<StakingResponse.AllValidators> ALL_VALIDATORS = struct(
            "AllValidatorsResponse",
            field("validators", array(VALIDATOR), StakingResponse.AllValidators::validators),
            StakingResponse.AllValidators::new);
    public static final Codec<StakingResponse.OneValidator> ONE_VALIDATOR = struct(
            "ValidatorResponse",
            field("validator", optional(VALIDATOR), StakingResponse.OneValidator::validator),
            StakingResponse.OneValidator::new);
    static final Codec<StakingResponse.Delegation> DELEGATION = struct(
            "Delegation",
            field("delegator", STRING, StakingResponse.Delegation::delegator),
            field("validator", STRING, StakingResponse.Delegation::validator),
            field("amount", COIN, StakingResponse.Delegation::amount),
            StakingResponse.Delegation::new);
    public static final Codec<StakingResponse.AllDelegations> ALL_DELEGATIONS = struct(
            "AllDelegationsResponse",
            field("delegations", array(DELEGATION), StakingResponse.AllDelegations::delegations),
            StakingResponse.AllDelegations::new);
    static final Codec<StakingResponse.FullDelegation> FULL_DELEGATION = struct(
            "FullDelegation",
            field("delegator", STRING, StakingResponse.FullDelegation::delegator),
            field("validator", STRING, StakingResponse.FullDelegation::validator),
            field("amount", COIN, StakingResponse.FullDelegation::amount),
            field("accumulated_rewards", array(COIN), StakingResponse.FullDelegation::accumulatedRewards),
            field("can_redelegate", COIN, StakingResponse.FullDelegation::canRedelegate),
            StakingResponse.FullDelegation::new);
    public static final Codec<StakingResponse.OneDelegation> ONE_DELEGATION = struct(
            "DelegationResponse",
            omittable("delegation", optional(FULL_DELEGATION), StakingResponse.OneDelegation::delegation),
            StakingResponse.OneDelegation::new);
    public static final Codec<DistributionResponse.DelegatorWithdrawAddress> DELEGATOR_WITHDRAW_ADDRESS = struct(
            "DelegatorWithdrawAddressResponse",
            field("withdraw_address", STRING, DistributionResponse.DelegatorWithdrawAddress::withdrawAddress),
            DistributionResponse.DelegatorWithdrawAddress::new);
    public static final Codec<DistributionResponse.DelegationRewards> DELEGATION_REWARDS = struct(
            "DelegationRewardsResponse",
            field("rewards", nullable(list(DEC_COIN)), DistributionResponse.DelegationRewards::rewards),
            DistributionResponse.DelegationRewards::new);
    static final Codec<DistributionResponse.DelegatorReward> DELEGATOR_REWARD = struct(
            "DelegatorReward",
            field("reward", nullable(list(DEC_COIN)), DistributionResponse.DelegatorReward::reward),
            field("validator_address", STRING, DistributionResponse.DelegatorReward::validatorAddress),
            DistributionResponse.DelegatorReward::new);
    public static final Codec<DistributionResponse.DelegationTotalRewards> DELEGATION_TOTAL_REWARDS = struct(
            "DelegationTotalRewardsResponse",
            field("rewards", nullable(list(DELEGATOR_REWARD)), DistributionResponse.DelegationTotalRewards::rewards),
            field("total", nullable(list(DEC_COIN)), DistributionResponse.DelegationTotalRewards::total),
            DistributionResponse.DelegationTotalRewards::new);
    public static final Codec<DistributionResponse.DelegatorValidators> DELEGATOR_VALIDATORS = struct(
            "DelegatorValidatorsResponse",
            field("validators", nullable(list(STRING)), DistributionResponse.DelegatorValidators::validators),
            DistributionResponse.DelegatorValidators::new);
    public static final Codec<WasmResponse.ContractInfo> CONTRACT_INFO = struct(
            "ContractInfoResponse",
            field("code_id", UINT64, WasmResponse.ContractInfo::codeId),
            field("creator", STRING, WasmResponse.ContractInfo::creator),
            omittable("admin", STRING, WasmResponse.ContractInfo::admin),
            field("pinned", BOOL, WasmResponse.ContractInfo::pinned),
            omittable("ibc_port", STRING, WasmResponse.ContractInfo::ibcPort),
            omittable("ibc2_port", STRING, WasmResponse.ContractInfo::ibc2Port),
            WasmResponse.ContractInfo::new);
    public static final Codec<WasmResponse.CodeInfo> CODE_INFO = struct(
            "CodeInfoResponse",
            field("code_id", UINT64, WasmResponse.CodeInfo::codeId),
            field("creator", STRING, WasmResponse.CodeInfo::creator),
            field("checksum", CHECKSUM, WasmResponse.CodeInfo::checksum),
            WasmResponse.CodeInfo::new);

    /** A pair, so a list of two. */
    private static final Codec<WasmResponse.Entry> ENTRY = selfDecoding(mapped(
            list(BYTES),
            new WasmResponse.Entry(Bytes.EMPTY, Bytes.EMPTY),
            QueryResponseJson::entry,
            entry -> List.of(entry.key(), entry.value())));

    public static final Codec<WasmResponse.RawRange> RAW_RANGE = struct(
            "RawRangeResponse",
            field("data", array(ENTRY), WasmResponse.RawRange::data),
            field("next_key", NULLABLE_BYTES, WasmResponse.RawRange::nextKey),
            WasmResponse.RawRange::new);

    private static WasmResponse.Entry entry(List<Bytes> pair) {
        if (pair.size() != 2) {
            throw new JsonException("invalid RawRange entry: expected array of length 2, got " + pair.size());
        }
        return new WasmResponse.Entry(pair.getFirst(), pair.getLast());
    }

    private QueryResponseJson() {}
}
