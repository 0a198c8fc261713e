package dev.orrery.chain.staking;

import dev.orrery.chain.error.ErrorCode;

/** Cosmos SDK x/staking/types/errors.go. */
public enum StakingError implements ErrorCode {
    NO_VALIDATOR(3, "validator does not exist"),
    VALIDATOR_EXISTS(4, "validator already exist for this operator address; must use new validator operator address"),
    VALIDATOR_KEY_EXISTS(5, "validator already exist for this pubkey; must use new validator pubkey"),
    VALIDATOR_KEY_TYPE(6, "validator pubkey type is not supported"),
    VALIDATOR_JAILED(7, "validator for this address is currently jailed"),
    COMMISSION_NEGATIVE(9, "commission must be positive"),
    COMMISSION_HUGE(10, "commission cannot be more than 100%"),
    COMMISSION_ABOVE_MAX(11, "commission cannot be more than the max rate"),
    COMMISSION_TOO_SOON(12, "commission cannot be changed more than once in 24h"),
    COMMISSION_CHANGE_NEGATIVE(13, "commission change rate must be positive"),
    COMMISSION_CHANGE_ABOVE_MAX(14, "commission change rate cannot be more than the max rate"),
    COMMISSION_CHANGE_TOO_LARGE(15, "commission cannot be changed more than max change rate"),
    SELF_DELEGATION_BELOW_MINIMUM(16, "validator's self delegation must be greater than their minimum self delegation"),
    MIN_SELF_DELEGATION_DECREASED(17, "minimum self delegation cannot be decrease"),
    NO_DELEGATION(19, "no delegation for (address, validator) tuple"),
    NO_DELEGATION_OF_DELEGATOR(21, "delegator does not contain delegation"),
    INSUFFICIENT_SHARES(22, "insufficient delegation shares"),
    NOT_ENOUGH_SHARES(24, "not enough delegation shares"),
    NO_UNBONDING_DELEGATION(26, "no unbonding delegation found"),
    TOO_MANY_UNBONDINGS(27, "too many unbonding delegation entries for (delegator, validator) tuple"),
    NO_REDELEGATION(28, "no redelegation found"),
    SELF_REDELEGATION(29, "cannot redelegate to the same validator"),
    TINY_REDELEGATION(30, "too few tokens to redelegate (truncates to zero tokens)"),
    BAD_REDELEGATION_DESTINATION(31, "redelegation destination validator not found"),
    TRANSITIVE_REDELEGATION(
            32,
            "redelegation to this validator already in progress; first redelegation to this validator must complete"
                    + " before next redelegation"),
    TOO_MANY_REDELEGATIONS(33, "too many redelegation entries for (delegator, src-validator, dst-validator) tuple"),
    WORTHLESS_SHARES(34, "cannot delegate to validators with invalid (zero) ex-rate"),
    EMPTY_VALIDATOR_KEY(39, "empty validator public key"),
    COMMISSION_BELOW_MIN(40, "commission cannot be less than min rate"),
    BAD_REDELEGATION_SOURCE(44, "redelegation source validator not found");

    private final int code;
    private final String text;

    StakingError(int code, String text) {
        this.code = code;
        this.text = text;
    }

    @Override
    public String codespace() {
        return "staking";
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
