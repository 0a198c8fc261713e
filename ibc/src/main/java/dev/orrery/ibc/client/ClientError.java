package dev.orrery.ibc.client;

import dev.orrery.ibc.IbcErrorCode;

/** Why a client can't be created, updated or used. ibc-go 02-client types/errors.go. */
public enum ClientError implements IbcErrorCode {
    CLIENT_EXISTS(2, "light client already exists"),
    INVALID_CLIENT(3, "light client is invalid"),
    CLIENT_NOT_FOUND(4, "light client not found"),
    CLIENT_FROZEN(5, "light client is frozen due to misbehaviour"),
    INVALID_CLIENT_METADATA(6, "invalid client metadata"),
    CONSENSUS_STATE_NOT_FOUND(7, "consensus state not found"),
    INVALID_CONSENSUS(8, "invalid consensus state"),
    CLIENT_TYPE_NOT_FOUND(9, "client type not found"),
    INVALID_CLIENT_TYPE(10, "invalid client type"),
    ROOT_NOT_FOUND(11, "commitment root not found"),
    INVALID_HEADER(12, "invalid client header"),
    INVALID_MISBEHAVIOUR(13, "invalid light client misbehaviour"),
    FAILED_CLIENT_STATE_VERIFICATION(14, "client state verification failed"),
    FAILED_CLIENT_CONSENSUS_STATE_VERIFICATION(15, "client consensus state verification failed"),
    FAILED_CONNECTION_STATE_VERIFICATION(16, "connection state verification failed"),
    FAILED_CHANNEL_STATE_VERIFICATION(17, "channel state verification failed"),
    FAILED_PACKET_COMMITMENT_VERIFICATION(18, "packet commitment verification failed"),
    FAILED_PACKET_ACK_VERIFICATION(19, "packet acknowledgement verification failed"),
    FAILED_PACKET_RECEIPT_VERIFICATION(20, "packet receipt verification failed"),
    FAILED_NEXT_SEQ_RECV_VERIFICATION(21, "next sequence receive verification failed"),
    SELF_CONSENSUS_STATE_NOT_FOUND(22, "self consensus state not found"),
    UPDATE_CLIENT_FAILED(23, "unable to update light client"),
    INVALID_RECOVERY_CLIENT(24, "invalid recovery client"),
    INVALID_UPGRADE_CLIENT(25, "invalid client upgrade"),
    INVALID_HEIGHT(26, "invalid height"),
    INVALID_SUBSTITUTE(27, "invalid client state substitute"),
    INVALID_UPGRADE_PROPOSAL(28, "invalid upgrade proposal"),
    CLIENT_NOT_ACTIVE(29, "client state is not active"),
    FAILED_MEMBERSHIP_VERIFICATION(30, "membership verification failed"),
    FAILED_NON_MEMBERSHIP_VERIFICATION(31, "non-membership verification failed"),
    ROUTE_NOT_FOUND(32, "light client module route not found"),
    CLIENT_TYPE_NOT_SUPPORTED(33, "client type not supported");

    private final int code;
    private final String text;

    ClientError(int code, String text) {
        this.code = code;
        this.text = text;
    }

    @Override
    public String codespace() {
        return "client";
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
