package dev.orrery.chain;

import com.google.protobuf.ByteString;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.tx.Ed25519PublicKey;
import dev.orrery.chain.tx.PublicKey;

/**
 * A validator that a chain begins with.
 *
 * @param consensusKey ed25519, 32 bytes
 * @param operator who runs the validator and backs it alone; may be an address that nobody has a key for
 * @param stake in the token that all staking uses; a million of it is one unit of voting power
 */
public record FirstValidator(ByteString consensusKey, Address operator, String moniker, Coin stake) {
    /** Voting power. */
    public long power() {
        return stake.amount().longValueExact() / FirstValidators.TOKENS_OF_POWER;
    }

    PublicKey key() {
        return new Ed25519PublicKey(consensusKey);
    }
}
