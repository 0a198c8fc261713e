package dev.orrery.chain.gov;

import dev.orrery.chain.error.ErrorCode;

/** Cosmos SDK x/gov/types/errors.go. */
public enum GovError implements ErrorCode {
    INACTIVE_PROPOSAL(3, "inactive proposal"),
    INVALID_PROPOSAL_CONTENT(5, "invalid proposal content"),
    INVALID_PROPOSAL_TYPE(6, "invalid proposal type"),
    INVALID_VOTE(7, "invalid vote option"),
    NO_PROPOSAL_HANDLER(9, "no handler exists for proposal type"),
    UNROUTABLE_PROPOSAL_MESSAGE(10, "proposal message not recognized by router"),
    NO_PROPOSAL_MESSAGES(11, "no messages proposed"),
    INVALID_PROPOSAL_MESSAGE(12, "invalid proposal message"),
    INVALID_SIGNER(13, "expected gov account as only signer for proposal message"),
    METADATA_TOO_LONG(15, "metadata too long"),
    MIN_DEPOSIT_TOO_SMALL(16, "minimum deposit is too small"),
    INVALID_PROPOSER(18, "invalid proposer"),
    VOTING_PERIOD_ENDED(20, "voting period already ended"),
    INVALID_PROPOSAL(21, "invalid proposal"),
    SUMMARY_TOO_LONG(22, "summary too long"),
    INVALID_DEPOSIT_DENOM(23, "invalid deposit denom");

    private final int code;
    private final String text;

    GovError(int code, String text) {
        this.code = code;
        this.text = text;
    }

    @Override
    public String codespace() {
        return "gov";
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
