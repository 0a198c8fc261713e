package dev.orrery.ibc.light.tendermint;

import dev.orrery.ibc.IbcErrorCode;

/** Why a client of this kind refuses. ibc-go light-clients/07-tendermint/errors.go. */
enum TendermintError implements IbcErrorCode {
    INVALID_CHAIN_ID(2, "invalid chain-id"),
    INVALID_TRUSTING_PERIOD(3, "invalid trusting period"),
    INVALID_UNBONDING_PERIOD(4, "invalid unbonding period"),
    INVALID_HEADER_HEIGHT(5, "invalid header height"),
    INVALID_HEADER(6, "invalid header"),
    INVALID_MAX_CLOCK_DRIFT(7, "invalid max clock drift"),
    PROCESSED_TIME_NOT_FOUND(8, "processed time not found"),
    PROCESSED_HEIGHT_NOT_FOUND(9, "processed height not found"),
    DELAY_PERIOD_NOT_PASSED(10, "packet-specified delay period has not been reached"),
    TRUSTING_PERIOD_EXPIRED(11, "time since latest trusted state has passed the trusting period"),
    UNBONDING_PERIOD_EXPIRED(12, "time since latest trusted state has passed the unbonding period"),
    INVALID_PROOF_SPECS(13, "invalid proof specs"),
    INVALID_VALIDATOR_SET(14, "invalid validator set"),
    INVALID_TRUST_LEVEL(15, "invalid trust level");

    private final int code;
    private final String text;

    TendermintError(int code, String text) {
        this.code = code;
        this.text = text;
    }

    @Override
    public String codespace() {
        return "07-tendermint";
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
