package dev.orrery.ibc.v2;

import dev.orrery.ibc.IbcErrorCode;

/** Why two clients can't be tied together. ibc-go 02-client/v2 types/errors.go. */
public enum CounterpartyError implements IbcErrorCode {
    INVALID_COUNTERPARTY(34, "invalid counterparty"),
    COUNTERPARTY_NOT_FOUND(35, "counterparty not found");

    private final int code;
    private final String text;

    CounterpartyError(int code, String text) {
        this.code = code;
        this.text = text;
    }

    @Override
    public String codespace() {
        return "clientv2";
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
