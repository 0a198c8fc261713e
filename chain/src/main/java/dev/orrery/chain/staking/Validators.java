package dev.orrery.chain.staking;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.collection.StoreMap;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.tx.Ed25519PublicKey;
import dev.orrery.chain.tx.MultisigPublicKey;
import dev.orrery.chain.tx.PublicKey;
import dev.orrery.chain.tx.Secp256k1PublicKey;
import dev.orrery.chain.tx.Secp256r1PublicKey;
import dev.orrery.proto.cosmos.staking.v1beta1.BondStatus;
import dev.orrery.proto.cosmos.staking.v1beta1.Params;
import dev.orrery.proto.cosmos.staking.v1beta1.Validator;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The validators, by operator, by consensus key and by power, and the module's parameters. Cosmos SDK x/staking/keeper/validator.go. */
public final class Validators {
    private final AddressFormats formats;

    public Validators(AddressFormats formats) {
        this.formats = formats;
    }

    /** Read anew for every question, since reading costs gas. */
    public Params params(Context context) {
        return StakingKeys.PARAMS.get(context).orElse(Params.getDefaultInstance());
    }

    void setParams(Context context, Params params) {
        StakingKeys.PARAMS.set(context, params);
    }

    public String bondDenom(Context context) {
        return params(context).getBondDenom();
    }

    public Optional<Validator> find(Context context, Address operator) {
        return StakingKeys.VALIDATORS.get(context, operator);
    }

    /**
     * @throws dev.orrery.chain.error.ChainException if there is none
     */
    public Validator get(Context context, Address operator) {
        return find(context, operator).orElseThrow(StakingError.NO_VALIDATOR::failure);
    }

    public Optional<Validator> findByConsensusAddress(Context context, Address consensusAddress) {
        return StakingKeys.BY_CONSENSUS_ADDRESS
                .get(context, consensusAddress)
                .flatMap(operator -> find(context, operator));
    }

    /**
     * @throws dev.orrery.chain.error.ChainException if there is none
     */
    public Validator getByConsensusAddress(Context context, Address consensusAddress) {
        return findByConsensusAddress(context, consensusAddress).orElseThrow(StakingError.NO_VALIDATOR::failure);
    }

    public List<Validator> all(Context context) {
        return StakingKeys.VALIDATORS.entries(context).stream()
                .map(StoreMap.Entry::value)
                .toList();
    }

    /** Those that signed the last block, by operator. */
    public List<Validator> last(Context context) {
        params(context); // for the number of places, which the reference reads first
        return StakingKeys.LAST_POWERS.entries(context).stream()
                .map(entry -> get(context, entry.key()))
                .toList();
    }

    /** Those that make blocks, the most powerful first. */
    public List<Validator> bondedByPower(Context context) {
        int most = params(context).getMaxValidators();
        List<Validator> bonded = new ArrayList<>();
        StakingKeys.BY_POWER.walk(context, new byte[0], Direction.DESCENDING, (key, operator) -> {
            if (bonded.size() == most) {
                return false;
            }
            Validator validator = get(context, operator);
            if (isBonded(validator)) {
                bonded.add(validator);
            }
            return true;
        });
        return bonded;
    }

    public Address operatorOf(Validator validator) {
        return formats.validator().parse(validator.getOperatorAddress());
    }

    public static Address consensusAddressOf(Validator validator) {
        return PublicKey.of(validator.getConsensusPubkey()).address();
    }

    /** The kind of a consensus key, as consensus parameters name it. CometBFT types: ABCIPubKeyTypesToNames. */
    static String keyType(PublicKey key) {
        return switch (key) {
            case Ed25519PublicKey _ -> "ed25519";
            case Secp256k1PublicKey _ -> "secp256k1";
            case Secp256r1PublicKey _ -> "secp256r1";
            case MultisigPublicKey _ -> "PubKeyMultisigThreshold";
        };
    }

    public static boolean isBonded(Validator validator) {
        return validator.getStatus() == BondStatus.BOND_STATUS_BONDED;
    }

    void set(Context context, Validator validator) {
        StakingKeys.VALIDATORS.set(context, operatorOf(validator), validator);
    }

    void setByConsensusAddress(Context context, Validator validator) {
        StakingKeys.BY_CONSENSUS_ADDRESS.set(context, consensusAddressOf(validator), operatorOf(validator));
    }

    /** Jailed validators have no place among those that can make blocks. */
    void setByPower(Context context, Validator validator) {
        if (!validator.getJailed()) {
            StakingKeys.BY_POWER.set(context, powerKey(validator), operatorOf(validator));
        }
    }

    void removeByPower(Context context, Validator validator) {
        StakingKeys.BY_POWER.remove(context, powerKey(validator));
    }

    private StakingKeys.PowerKey powerKey(Validator validator) {
        return new StakingKeys.PowerKey(Shares.potentialPower(validator), operatorOf(validator));
    }

    /** Adds tokens, and gives the shares for them. */
    Decimal addTokens(Context context, Validator validator, BigInteger tokens) {
        removeByPower(context, validator);
        Shares.Change<Decimal> change = Shares.add(validator, tokens);
        set(context, change.validator());
        setByPower(context, change.validator());
        return change.amount();
    }

    Shares.Change<BigInteger> removeShares(Context context, Validator validator, Decimal shares) {
        removeByPower(context, validator);
        Shares.Change<BigInteger> change = Shares.remove(validator, shares);
        set(context, change.validator());
        setByPower(context, change.validator());
        return change;
    }

    /** Takes tokens away for which shares stay. */
    Validator removeTokens(Context context, Validator validator, BigInteger tokens) {
        removeByPower(context, validator);
        Validator less = validator.toBuilder()
                .setTokens(Shares.tokens(validator).subtract(tokens).toString())
                .build();
        set(context, less);
        setByPower(context, less);
        return less;
    }

    /** Takes a validator off the set until it is let back. */
    public void jail(Context context, Validator validator) {
        if (validator.getJailed()) {
            throw StakingError.VALIDATOR_JAILED.failure("cannot jail already jailed validator");
        }
        Validator jailed = validator.toBuilder().setJailed(true).build();
        set(context, jailed);
        removeByPower(context, jailed);
    }

    public void unjail(Context context, Validator validator) {
        if (!validator.getJailed()) {
            throw ChainException.plain("cannot unjail already unjailed validator");
        }
        Validator free = validator.toBuilder().setJailed(false).build();
        set(context, free);
        setByPower(context, free);
    }

    /** Forgets a validator that has nothing left. */
    void remove(Context context, Validator validator, StakingHooks hooks) {
        Address operator = operatorOf(validator);
        Address consensusAddress = consensusAddressOf(validator);
        StakingKeys.VALIDATORS.remove(context, operator);
        StakingKeys.BY_CONSENSUS_ADDRESS.remove(context, consensusAddress);
        removeByPower(context, validator);
        hooks.afterValidatorRemoved(context, consensusAddress, operator);
    }
}
