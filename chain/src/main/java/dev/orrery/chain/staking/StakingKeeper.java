package dev.orrery.chain.staking;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.auth.AuthKeeper;
import dev.orrery.chain.bank.BankKeeper;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.gov.Staking;
import dev.orrery.proto.cosmos.staking.v1beta1.Delegation;
import dev.orrery.proto.cosmos.staking.v1beta1.Validator;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import java.math.BigInteger;
import java.util.List;

/** All of staking, for modules that build on it: who validates, who backs whom, and where the tokens lie. */
public final class StakingKeeper implements Staking {
    private final AddressFormats formats;
    private final Validators validators;
    private final Pools pools;
    private final Delegations delegations;
    private final ValidatorSet validatorSet;
    private final Slashes slashes;

    public StakingKeeper(AuthKeeper accounts, BankKeeper bank) {
        formats = accounts.formats();
        validators = new Validators(formats);
        pools = new Pools(accounts, bank, validators);
        delegations = new Delegations(formats, validators, pools);
        validatorSet = new ValidatorSet(formats, validators, delegations, pools);
        slashes = new Slashes(formats, validators, delegations, pools);
    }

    /** Said once, before the chain runs: who is told what happens, in this order. */
    public void setHooks(List<StakingHooks> hooks) {
        delegations.setHooks(StakingHooks.all(hooks));
    }

    /** Whether the chain has staking at all: its genesis says so. */
    public boolean isPresent(Context context) {
        return StakingKeys.PARAMS.has(context);
    }

    public Validators validators() {
        return validators;
    }

    public Delegations delegations() {
        return delegations;
    }

    public Pools pools() {
        return pools;
    }

    public Slashes slashes() {
        return slashes;
    }

    /** Takes up who votes from now on; returns what changes by it. */
    public List<ValidatorUpdate> updateVoters(Context context) {
        return validatorSet.apply(context);
    }

    ValidatorSet validatorSet() {
        return validatorSet;
    }

    public AddressFormats formats() {
        return formats;
    }

    public String bondDenom(Context context) {
        return validators.bondDenom(context);
    }

    /** All tokens that work. */
    @Override
    public BigInteger bondedTokens(Context context) {
        return pools.bonded(context);
    }

    /** Validators that make blocks, the most powerful first. */
    @Override
    public List<Validator> bondedByPower(Context context) {
        return validators.bondedByPower(context);
    }

    /** All delegations of a delegator, by validator. */
    @Override
    public List<Delegation> delegationsOf(Context context, Address delegator) {
        return delegations.of(context, delegator);
    }

    /** An address of a validator's operator, as a message spells it. */
    Address validatorAddress(String text, String role) {
        return parse(formats.validator(), text, role);
    }

    Address delegatorAddress(String text) {
        return parse(formats.account(), text, "delegator");
    }

    private static Address parse(AddressFormat format, String text, String role) {
        try {
            return format.parse(text);
        } catch (ChainException e) {
            throw SdkError.INVALID_ADDRESS.failure("invalid " + role + " address: " + e.text());
        }
    }

    void requireBondDenom(Context context, Coin amount) {
        String expected = bondDenom(context);
        if (!amount.denom().equals(expected)) {
            throw SdkError.INVALID_REQUEST.failure(
                    "invalid coin denomination: got " + amount.denom() + ", expected " + expected);
        }
    }
}
