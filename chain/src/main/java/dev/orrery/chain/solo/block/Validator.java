package dev.orrery.chain.solo.block;

import com.google.protobuf.ByteString;
import dev.orrery.ibc.light.tendermint.BlockHash;
import dev.orrery.proto.tendermint.crypto.PublicKey;

/**
 * One that votes on blocks.
 *
 * @param power voting power, more than nothing
 */
public record Validator(PublicKey key, long power) {
    public ByteString address() {
        return BlockHash.address(key);
    }
}
