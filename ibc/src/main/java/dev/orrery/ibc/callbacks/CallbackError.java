package dev.orrery.ibc.callbacks;

import dev.orrery.ibc.IbcErrorCode;

/** Why a callback is refused. ibc-go apps/callbacks types/errors.go. */
public enum CallbackError implements IbcErrorCode {
    CANNOT_UNMARSHAL_PACKET_DATA(2, "cannot unmarshal packet data"),
    NOT_PACKET_DATA_PROVIDER(3, "packet is not a PacketDataProvider"),
    CALLBACK_KEY_NOT_FOUND(4, "callback key not found in packet data"),
    CALLBACK_ADDRESS_NOT_FOUND(5, "callback address not found in packet data"),
    CALLBACK_OUT_OF_GAS(6, "callback out of gas"),
    CALLBACK_PANIC(7, "callback panic"),
    INVALID_CALLBACK_DATA(8, "invalid callback data");

    private final int code;
    private final String text;

    CallbackError(int code, String text) {
        this.code = code;
        this.text = text;
    }

    @Override
    public String codespace() {
        return "ibccallbacks";
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
