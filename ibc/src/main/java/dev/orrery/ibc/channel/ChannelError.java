package dev.orrery.ibc.channel;

import dev.orrery.ibc.IbcErrorCode;

/** Why a channel or a packet is refused. ibc-go 04-channel types/errors.go. */
public enum ChannelError implements IbcErrorCode {
    CHANNEL_EXISTS(2, "channel already exists"),
    CHANNEL_NOT_FOUND(3, "channel not found"),
    INVALID_CHANNEL(4, "invalid channel"),
    INVALID_CHANNEL_STATE(5, "invalid channel state"),
    INVALID_CHANNEL_ORDERING(6, "invalid channel ordering"),
    INVALID_COUNTERPARTY(7, "invalid counterparty channel"),
    SEQUENCE_SEND_NOT_FOUND(10, "sequence send not found"),
    SEQUENCE_RECEIVE_NOT_FOUND(11, "sequence receive not found"),
    SEQUENCE_ACK_NOT_FOUND(12, "sequence acknowledgement not found"),
    INVALID_PACKET(13, "invalid packet"),
    PACKET_TIMEOUT(14, "packet timeout"),
    TOO_MANY_CONNECTION_HOPS(15, "too many connection hops"),
    INVALID_ACKNOWLEDGEMENT(16, "invalid acknowledgement"),
    ACKNOWLEDGEMENT_EXISTS(17, "acknowledgement for packet already exists"),
    INVALID_CHANNEL_IDENTIFIER(18, "invalid channel identifier"),
    PACKET_RECEIVED(19, "packet already received"),
    PACKET_COMMITMENT_NOT_FOUND(20, "packet commitment not found"),
    PACKET_SEQUENCE_OUT_OF_ORDER(21, "packet sequence is out of order"),
    REDUNDANT_TX(22, "packet messages are redundant"),
    NO_OP(23, "message is redundant, no-op will be performed"),
    INVALID_CHANNEL_VERSION(24, "invalid channel version"),
    PACKET_NOT_SENT(25, "packet has not been sent"),
    INVALID_TIMEOUT(26, "invalid packet timeout"),
    UPGRADE_ERROR_NOT_FOUND(27, "upgrade error receipt not found"),
    INVALID_UPGRADE(28, "invalid upgrade"),
    INVALID_UPGRADE_SEQUENCE(29, "invalid upgrade sequence"),
    UPGRADE_NOT_FOUND(30, "upgrade not found"),
    INCOMPATIBLE_COUNTERPARTY_UPGRADE(31, "incompatible counterparty upgrade"),
    INVALID_UPGRADE_ERROR(32, "invalid upgrade error"),
    UPGRADE_RESTORE_FAILED(33, "restore failed"),
    UPGRADE_TIMEOUT(34, "upgrade timed-out"),
    INVALID_UPGRADE_TIMEOUT(35, "upgrade timeout is invalid"),
    PENDING_INFLIGHT_PACKETS(36, "pending inflight packets exist"),
    UPGRADE_TIMEOUT_FAILED(37, "upgrade timeout failed"),
    INVALID_PRUNING_LIMIT(38, "invalid pruning limit"),
    TIMEOUT_NOT_REACHED(39, "timeout not reached"),
    TIMEOUT_ELAPSED(40, "timeout elapsed"),
    PRUNING_SEQUENCE_START_NOT_FOUND(41, "pruning sequence start not found"),
    RECV_START_SEQUENCE_NOT_FOUND(42, "recv start sequence not found"),
    INVALID_COMMITMENT(43, "invalid commitment"),
    KEEPER_NOT_SET(44, "keeper not set");

    private final int code;
    private final String text;

    ChannelError(int code, String text) {
        this.code = code;
        this.text = text;
    }

    @Override
    public String codespace() {
        return "channel";
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public String text() {
        return text;
    }
}
