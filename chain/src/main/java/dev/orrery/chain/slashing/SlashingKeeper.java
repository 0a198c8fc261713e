package dev.orrery.chain.slashing;

import com.google.protobuf.Timestamp;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.staking.Delegations;
import dev.orrery.chain.staking.Shares;
import dev.orrery.chain.staking.StakingHooks;
import dev.orrery.chain.staking.StakingKeeper;
import dev.orrery.chain.staking.Validators;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.cosmos.slashing.v1beta1.ValidatorSigningInfo;
import dev.orrery.proto.cosmos.staking.v1beta1.BondStatus;
import dev.orrery.proto.cosmos.staking.v1beta1.Delegation;
import dev.orrery.proto.cosmos.staking.v1beta1.Validator;
import dev.orrery.proto.tendermint.abci.VoteInfo;
import dev.orrery.proto.tendermint.types.BlockIDFlag;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/** Watches who signs, and jails who doesn't. Cosmos SDK x/slashing/keeper. */
public final class SlashingKeeper {
    /** Blocks between a change of validators and the first block they sign. Cosmos SDK types: ValidatorUpdateDelay. */
    private static final int UPDATE_DELAY = 1;

    /** Until when who voted twice is jailed. Cosmos SDK x/evidence/types: DoubleSignJailEndTime. */
    private static final Instant FOR_GOOD = Instant.parse("9999-12-31T23:59:59Z");

    private final StakingKeeper staking;
    private final AddressFormat consensusAddresses;

    public SlashingKeeper(StakingKeeper staking, AddressFormat consensusAddresses) {
        this.staking = staking;
        this.consensusAddresses = consensusAddresses;
    }

    StakingKeeper staking() {
        return staking;
    }

    public AddressFormat consensusAddresses() {
        return consensusAddresses;
    }

    /** What staking tells so that every validator is watched. */
    public StakingHooks hooks() {
        return new StakingHooks() {
            @Override
            public void afterValidatorBonded(Context context, Address consensusAddress, Address validator) {
                watch(context, consensusAddress);
            }

            @Override
            public void afterValidatorRemoved(Context context, Address consensusAddress, Address validator) {
                SlashingKeys.PUBLIC_KEYS.remove(context, consensusAddress);
            }

            @Override
            public void afterValidatorCreated(Context context, Address validator) {
                addPublicKey(context, staking.validators().get(context, validator));
            }
        };
    }

    static void addPublicKey(Context context, Validator validator) {
        SlashingKeys.PUBLIC_KEYS.set(context, Validators.consensusAddressOf(validator), validator.getConsensusPubkey());
    }

    private void watch(Context context, Address consensusAddress) {
        ValidatorSigningInfo.Builder info = SlashingKeys.SIGNING_INFOS
                .get(context, consensusAddress)
                .map(ValidatorSigningInfo::toBuilder)
                .orElseGet(() -> ValidatorSigningInfo.newBuilder()
                        .setAddress(consensusAddresses.text(consensusAddress))
                        .setJailedUntil(Timestamp.getDefaultInstance()));
        info.setStartHeight(context.block().height());
        SlashingKeys.SIGNING_INFOS.set(context, consensusAddress, info.build());
    }

    /** Notes whether a validator signed the last block. */
    void note(Context context, VoteInfo vote) {
        Address address = Address.of(vote.getValidator().getAddress().toByteArray());
        if (staking.validators().getByConsensusAddress(context, address).getJailed()) {
            return;
        }
        ValidatorSigningInfo.Builder info =
                SlashingKeys.SIGNING_INFOS
                        .get(context, address)
                        .orElseThrow(SlashingError.NO_SIGNING_INFO::failure)
                        .toBuilder();
        SlashingParams params = SlashingParams.read(context);
        boolean missed = vote.getBlockIdFlag() == BlockIDFlag.BLOCK_ID_FLAG_ABSENT;
        long index = info.getIndexOffset() % params.window();
        info.setIndexOffset(info.getIndexOffset() + 1);
        boolean before = MissedBlocks.get(context, address, index);
        if (before != missed) {
            MissedBlocks.set(context, address, index, missed);
            info.setMissedBlocksCounter(info.getMissedBlocksCounter() + (missed ? 1 : -1));
        }
        if (missed) {
            context.events()
                    .emit(
                            "liveness",
                            "address",
                            consensusAddresses.text(address),
                            "missed_blocks",
                            String.valueOf(info.getMissedBlocksCounter()),
                            "height",
                            String.valueOf(context.block().height()));
        }
        boolean watchedLongEnough = context.block().height() > info.getStartHeight() + params.window();
        if (watchedLongEnough && info.getMissedBlocksCounter() > params.window() - params.minSigned()) {
            punish(context, address, vote.getValidator().getPower(), params);
            info.setJailedUntil(Times.timestamp(context.block().time().plus(params.jailTime())))
                    .setMissedBlocksCounter(0)
                    .setIndexOffset(0);
            MissedBlocks.forget(context, address);
        }
        SlashingKeys.SIGNING_INFOS.set(context, address, info.build());
    }

    private void punish(Context context, Address address, long power, SlashingParams params) {
        long height = context.block().height() - UPDATE_DELAY - 1;
        BigInteger burned = staking.slashes().slash(context, address, height, power, params.downtimeFraction());
        String text = consensusAddresses.text(address);
        context.events()
                .emit(
                        "slash",
                        "address",
                        text,
                        "power",
                        String.valueOf(power),
                        "reason",
                        "missing_signature",
                        "jailed",
                        text,
                        "burned_coins",
                        burned.toString());
        Validators validators = staking.validators();
        validators.jail(context, validators.getByConsensusAddress(context, address));
    }

    /**
     * Takes a part of what backs a validator that voted twice, and jails it for good. Cosmos SDK x/evidence/keeper/infraction.go.
     *
     * @param height of the two votes
     * @param power of the validator then
     * @return whether it was punished: nobody is twice, nor one that has no stake left, or none that is known
     */
    public boolean punishDoubleVote(Context context, Address address, long height, long power) {
        Optional<Validator> found = staking.validators().findByConsensusAddress(context, address);
        if (found.isEmpty()
                || found.get().getStatus() == BondStatus.BOND_STATUS_UNBONDED
                || !SlashingKeys.PUBLIC_KEYS.has(context, address)) {
            return false;
        }
        ValidatorSigningInfo info = SlashingKeys.SIGNING_INFOS
                .get(context, address)
                .orElseThrow(() -> new IllegalStateException(
                        "expected signing info for validator " + consensusAddresses.text(address) + " but not found"));
        if (info.getTombstoned()) {
            return false;
        }
        String text = consensusAddresses.text(address);
        BigInteger burned = staking.slashes()
                .slash(
                        context,
                        address,
                        height - UPDATE_DELAY,
                        power,
                        SlashingParams.read(context).doubleVoteFraction());
        context.events()
                .emit(
                        "slash",
                        "address",
                        text,
                        "power",
                        String.valueOf(power),
                        "reason",
                        "double_sign",
                        "burned_coins",
                        burned.toString());
        if (!found.get().getJailed()) {
            Validators validators = staking.validators();
            validators.jail(context, validators.getByConsensusAddress(context, address));
            context.events().emit("slash", "jailed", text);
        }
        SlashingKeys.SIGNING_INFOS.set(
                context,
                address,
                info.toBuilder()
                        .setJailedUntil(Times.timestamp(FOR_GOOD))
                        .setTombstoned(true)
                        .build());
        return true;
    }

    /** Lets a validator back whose time is over and who has enough at stake. */
    void unjail(Context context, String operatorText) {
        Address operator = operator(operatorText);
        Validator validator = staking.validators().get(context, operator);
        Delegation own = staking.delegations().get(context, operator, operator);
        BigInteger tokens =
                Shares.toTokens(validator, Delegations.sharesOf(own)).truncated();
        BigInteger least = new BigInteger(validator.getMinSelfDelegation());
        if (tokens.compareTo(least) < 0) {
            throw SlashingError.SELF_DELEGATION_TOO_LOW.failure(tokens + " less than " + least);
        }
        if (!validator.getJailed()) {
            throw SlashingError.VALIDATOR_NOT_JAILED.failure();
        }
        Address address = Validators.consensusAddressOf(validator);
        Optional<ValidatorSigningInfo> info = SlashingKeys.SIGNING_INFOS.get(context, address);
        Instant now = context.block().time();
        if (info.isPresent()
                && (info.get().getTombstoned()
                        || now.isBefore(Times.instant(info.get().getJailedUntil())))) {
            throw SlashingError.VALIDATOR_JAILED.failure();
        }
        staking.validators().unjail(context, staking.validators().getByConsensusAddress(context, address));
    }

    private Address operator(String text) {
        try {
            return staking.formats().validator().parse(text);
        } catch (ChainException e) {
            throw SdkError.INVALID_ADDRESS.failure("validator input address: " + e.text());
        }
    }
}
