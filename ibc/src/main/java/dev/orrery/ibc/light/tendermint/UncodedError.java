package dev.orrery.ibc.light.tendermint;

import dev.orrery.ibc.IbcErrorCode;

/** What the reference refuses without having registered it. cosmossdk.io/errors abci.go: internalABCICode, UndefinedCodespace. */
enum UncodedError implements IbcErrorCode {
    UNDEFINED;

    @Override
    public String codespace() {
        return "undefined";
    }

    @Override
    public int code() {
        return 1;
    }

    @Override
    public String text() {
        return "internal";
    }
}
