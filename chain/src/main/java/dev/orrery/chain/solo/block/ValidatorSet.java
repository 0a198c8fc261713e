package dev.orrery.chain.solo.block;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.ibc.light.tendermint.BlockHash;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import dev.orrery.proto.tendermint.crypto.PublicKey;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Those who vote on one block: the most powerful first, equals by address. */
public record ValidatorSet(List<Validator> validators) {
    private static final Comparator<Validator> ORDER = Comparator.comparingLong(Validator::power)
            .reversed()
            .thenComparing(Validator::address, ByteString.unsignedLexicographicalComparator());

    public ValidatorSet {
        validators = validators.stream().sorted(ORDER).toList();
    }

    public static ValidatorSet of(Collection<ValidatorUpdate> updates) {
        return new ValidatorSet(List.of()).with(updates);
    }

    /** The set after the application's changes; power 0 removes. */
    public ValidatorSet with(Collection<ValidatorUpdate> updates) {
        if (updates.isEmpty()) {
            return this;
        }
        Map<PublicKey, Validator> byKey = new LinkedHashMap<>();
        validators.forEach(validator -> byKey.put(validator.key(), validator));
        for (ValidatorUpdate update : updates) {
            if (update.getPower() == 0) {
                byKey.remove(update.getPubKey());
            } else {
                byKey.put(update.getPubKey(), new Validator(update.getPubKey(), update.getPower()));
            }
        }
        return new ValidatorSet(List.copyOf(byKey.values()));
    }

    public ByteString hash() {
        return BlockHash.root(validators.stream()
                .map(validator -> BlockHash.leaf(validator.key(), validator.power()))
                .toList());
    }

    public long totalPower() {
        return validators.stream().mapToLong(Validator::power).sum();
    }

    public Optional<Validator> withAddress(ByteString address) {
        return validators.stream()
                .filter(validator -> validator.address().equals(address))
                .findFirst();
    }

    ByteString encode() {
        var set = dev.orrery.proto.tendermint.types.ValidatorSet.newBuilder();
        for (Validator validator : validators) {
            set.addValidatorsBuilder().setPubKey(validator.key()).setVotingPower(validator.power());
        }
        return set.build().toByteString();
    }

    static ValidatorSet decode(byte[] encoded) {
        try {
            return new ValidatorSet(
                    dev.orrery.proto.tendermint.types.ValidatorSet.parseFrom(encoded).getValidatorsList().stream()
                            .map(validator -> new Validator(validator.getPubKey(), validator.getVotingPower()))
                            .toList());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the block store holds a damaged validator set", e);
        }
    }
}
