package dev.orrery.chain;

import com.google.protobuf.ByteString;
import dev.orrery.chain.address.Address;
import dev.orrery.proto.tendermint.abci.CommitInfo;
import dev.orrery.proto.tendermint.abci.Misbehavior;
import java.time.Instant;
import java.util.List;

/**
 * What is known about the block being made, or about the last one where nothing is being made.
 *
 * @param hash of the block; empty where it isn't known yet
 * @param lastCommit who signed the block before
 * @param misbehavior what the block holds evidence of
 * @param nextValidatorsHash of those who sign the block after
 * @param lastAppHash of the state that the block starts from
 */
public record BlockInfo(
        String chainId,
        long height,
        Instant time,
        byte[] hash,
        Address proposer,
        CommitInfo lastCommit,
        List<Misbehavior> misbehavior,
        ByteString nextValidatorsHash,
        ByteString lastAppHash) {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    public BlockInfo {
        misbehavior = List.copyOf(misbehavior);
    }

    /** A block of which only the place in the chain matters. */
    public static BlockInfo at(String chainId, long height, Instant time) {
        return new BlockInfo(
                chainId,
                height,
                time,
                new byte[0],
                Address.of(new byte[0]),
                CommitInfo.getDefaultInstance(),
                List.of(),
                ByteString.EMPTY,
                ByteString.EMPTY);
    }

    public BlockInfo atHeight(long other) {
        return new BlockInfo(
                chainId, other, time, hash, proposer, lastCommit, misbehavior, nextValidatorsHash, lastAppHash);
    }

    /** The time as contracts are told it: nanoseconds since the Unix epoch, unsigned. */
    public long timeNanos() {
        return time.getEpochSecond() * NANOS_PER_SECOND + time.getNano();
    }
}
