package dev.orrery.ibc.transfer;

import dev.orrery.ibc.IbcErrorCode;

/** Why a transfer is refused. ibc-go apps/transfer types/errors.go. */
public enum TransferError implements IbcErrorCode {
    INVALID_PACKET_TIMEOUT(2, "invalid packet timeout"),
    INVALID_DENOM_FOR_TRANSFER(3, "invalid denomination for cross-chain transfer"),
    INVALID_VERSION(4, "invalid ICS20 version"),
    INVALID_AMOUNT(5, "invalid token amount"),
    DENOM_NOT_FOUND(6, "denomination not found"),
    SEND_DISABLED(7, "fungible token transfers from this chain are disabled"),
    RECEIVE_DISABLED(8, "fungible token transfers to this chain are disabled"),
    MAX_TRANSFER_CHANNELS(9, "max transfer channels"),
    INVALID_AUTHORIZATION(10, "invalid transfer authorization"),
    INVALID_MEMO(11, "invalid memo"),
    FORWARDED_PACKET_TIMED_OUT(12, "forwarded packet timed out"),
    FORWARDED_PACKET_FAILED(13, "forwarded packet failed"),
    ABI_ENCODING(14, "encoding abi failed"),
    ABI_DECODING(15, "decoding abi failed"),
    RECEIVE_FAILED(16, "receive packet failed");

    private final int code;
    private final String text;

    TransferError(int code, String text) {
        this.code = code;
        this.text = text;
    }

    @Override
    public String codespace() {
        return "transfer";
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
