package dev.orrery.ibc.v2;

import dev.orrery.ibc.IbcErrorCode;

/** Why a packet between clients is refused. ibc-go 04-channel/v2 types/errors.go. */
public enum PacketError implements IbcErrorCode {
    INVALID_PACKET(2, "invalid packet"),
    INVALID_PAYLOAD(3, "invalid payload"),
    SEQUENCE_SEND_NOT_FOUND(4, "sequence send not found"),
    INVALID_ACKNOWLEDGEMENT(5, "invalid acknowledgement"),
    PACKET_COMMITMENT_NOT_FOUND(6, "packet commitment not found"),
    ACKNOWLEDGEMENT_NOT_FOUND(7, "packet acknowledgement not found"),
    INVALID_TIMEOUT(8, "invalid packet timeout"),
    TIMEOUT_ELAPSED(9, "timeout elapsed"),
    TIMEOUT_NOT_REACHED(10, "timeout not reached"),
    ACKNOWLEDGEMENT_EXISTS(11, "acknowledgement for packet already exists"),
    NO_OP(12, "message is redundant, no-op will be performed");

    private final int code;
    private final String text;

    PacketError(int code, String text) {
        this.code = code;
        this.text = text;
    }

    @Override
    public String codespace() {
        return "channelv2";
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
