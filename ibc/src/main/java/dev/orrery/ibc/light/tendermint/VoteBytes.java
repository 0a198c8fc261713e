package dev.orrery.ibc.light.tendermint;

import com.google.protobuf.Timestamp;
import dev.orrery.proto.tendermint.types.BlockID;
import dev.orrery.proto.tendermint.types.CanonicalBlockID;
import dev.orrery.proto.tendermint.types.CanonicalPartSetHeader;
import dev.orrery.proto.tendermint.types.CanonicalVote;
import dev.orrery.proto.tendermint.types.SignedMsgType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What a validator signs. Pure functions. CometBFT types/vote.go, types/canonical.go. */
public final class VoteBytes {
    private VoteBytes() {}

    /** What the signature of the vote covers that makes a block final: the canonical vote behind its length. */
    public static byte[] precommit(String chainId, long height, int round, BlockID block, Timestamp time) {
        CanonicalVote.Builder vote = CanonicalVote.newBuilder()
                .setType(SignedMsgType.SIGNED_MSG_TYPE_PRECOMMIT)
                .setHeight(height)
                .setRound(round)
                .setTimestamp(time)
                .setChainId(chainId);
        if (!isNone(block)) {
            vote.setBlockId(CanonicalBlockID.newBuilder()
                    .setHash(block.getHash())
                    .setPartSetHeader(CanonicalPartSetHeader.newBuilder()
                            .setTotal(block.getPartSetHeader().getTotal())
                            .setHash(block.getPartSetHeader().getHash())));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            vote.build().writeDelimitedTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A vote may be for no block. */
    static boolean isNone(BlockID block) {
        return block.getHash().isEmpty()
                && block.getPartSetHeader().getTotal() == 0
                && block.getPartSetHeader().getHash().isEmpty();
    }
}
