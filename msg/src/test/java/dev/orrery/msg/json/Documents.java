package dev.orrery.msg.json;

import java.util.Map;
import java.util.Optional;

/** The codecs of all whole documents by the name of their Go type, as the recorded files name them. */
final class Documents {
    private static final Map<String, Codec<?>> BY_GO_NAME = Map.ofEntries(
            Map.entry("Env", EnvJson.ENV),
            Map.entry("MessageInfo", EnvJson.MESSAGE_INFO),
            Map.entry("MigrateInfo", EnvJson.MIGRATE_INFO),
            Map.entry("Reply", ContractResultJson.REPLY),
            Map.entry("ContractResult", ContractResultJson.CONTRACT_RESULT),
            Map.entry("SubMsg", ContractResultJson.SUB_MSG),
            Map.entry("QueryRequest", QueryJson.QUERY_REQUEST),
            Map.entry("QueryResult", QuerierResultJson.QUERY_RESULT),
            Map.entry("QuerierResult", QuerierResultJson.QUERIER_RESULT),
            Map.entry("SystemError", QuerierResultJson.SYSTEM_ERROR),
            Map.entry("IBCChannelOpenResult", ContractResultJson.IBC_CHANNEL_OPEN_RESULT),
            Map.entry("IBCBasicResult", ContractResultJson.IBC_BASIC_RESULT),
            Map.entry("IBCReceiveResult", ContractResultJson.IBC_RECEIVE_RESULT),
            Map.entry("IBCChannelOpenMsg", IbcJson.CHANNEL_OPEN),
            Map.entry("IBCChannelConnectMsg", IbcJson.CHANNEL_CONNECT),
            Map.entry("IBCChannelCloseMsg", IbcJson.CHANNEL_CLOSE),
            Map.entry("IBCPacketReceiveMsg", IbcJson.PACKET_RECEIVE),
            Map.entry("IBCPacketAckMsg", IbcJson.PACKET_ACK),
            Map.entry("IBCPacketTimeoutMsg", IbcJson.PACKET_TIMEOUT),
            Map.entry("IBCSourceCallbackMsg", IbcJson.SOURCE_CALLBACK),
            Map.entry("IBCDestinationCallbackMsg", IbcJson.DESTINATION_CALLBACK),
            Map.entry("IBC2PacketReceiveMsg", IbcJson.PACKET2_RECEIVE),
            Map.entry("IBC2AcknowledgeMsg", IbcJson.PACKET2_ACK),
            Map.entry("IBC2PacketTimeoutMsg", IbcJson.PACKET2_TIMEOUT),
            Map.entry("IBC2PacketSendMsg", IbcJson.PACKET2_SEND),
            Map.entry("SupplyResponse", QueryResponseJson.SUPPLY),
            Map.entry("BalanceResponse", QueryResponseJson.BALANCE),
            Map.entry("AllBalancesResponse", QueryResponseJson.ALL_BALANCES),
            Map.entry("DenomMetadataResponse", QueryResponseJson.DENOM_METADATA),
            Map.entry("AllDenomMetadataResponse", QueryResponseJson.ALL_DENOM_METADATA),
            Map.entry("PortIDResponse", QueryResponseJson.PORT_ID),
            Map.entry("ListChannelsResponse", QueryResponseJson.LIST_CHANNELS),
            Map.entry("ChannelResponse", QueryResponseJson.CHANNEL_RESPONSE),
            Map.entry("AllValidatorsResponse", QueryResponseJson.ALL_VALIDATORS),
            Map.entry("ValidatorResponse", QueryResponseJson.ONE_VALIDATOR),
            Map.entry("AllDelegationsResponse", QueryResponseJson.ALL_DELEGATIONS),
            Map.entry("DelegationResponse", QueryResponseJson.ONE_DELEGATION),
            Map.entry("BondedDenomResponse", QueryResponseJson.BONDED_DENOM),
            Map.entry("DelegatorWithdrawAddressResponse", QueryResponseJson.DELEGATOR_WITHDRAW_ADDRESS),
            Map.entry("DelegationRewardsResponse", QueryResponseJson.DELEGATION_REWARDS),
            Map.entry("DelegationTotalRewardsResponse", QueryResponseJson.DELEGATION_TOTAL_REWARDS),
            Map.entry("DelegatorValidatorsResponse", QueryResponseJson.DELEGATOR_VALIDATORS),
            Map.entry("RawRangeResponse", QueryResponseJson.RAW_RANGE),
            Map.entry("ContractInfoResponse", QueryResponseJson.CONTRACT_INFO),
            Map.entry("CodeInfoResponse", QueryResponseJson.CODE_INFO));

    private Documents() {}

    static Codec<?> codec(String goName) {
        return Optional.<Codec<?>>ofNullable(BY_GO_NAME.get(goName)).orElseThrow();
    }

    static int count() {
        return BY_GO_NAME.size();
    }

    /** Reads a document and writes it back. */
    static <T> byte[] rewrite(Codec<T> codec, byte[] document) {
        return GoJson.encode(codec, GoJson.decode(codec, document));
    }
}
