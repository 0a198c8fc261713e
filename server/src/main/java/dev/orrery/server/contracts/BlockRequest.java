package dev.orrery.server.contracts;

import dev.orrery.chain.BlockInfo;
import dev.orrery.chain.solo.SoloNode;
import dev.orrery.proto.contracts.v1.Block;
import java.time.Instant;
import java.util.Optional;

/** The block that a caller wants to be in, as far as he said. */
record BlockRequest(Optional<Long> height, Optional<Instant> time, Optional<String> chainId) {
    static final BlockRequest NEXT = new BlockRequest(Optional.empty(), Optional.empty(), Optional.empty());

    private static final long NANOS = 1_000_000_000L;

    /** Characters. CometBFT types/genesis.go: MaxChainIDLen. */
    private static final int MAX_CHAIN_ID = 50;

    static BlockRequest of(Block block) {
        if (block.hasHeight() && block.getHeight() <= 0) {
            throw Refusals.invalid("block.height must be from 1 to 2^63-1");
        }
        if (block.hasTimeNanos() && block.getTimeNanos() <= 0) {
            throw Refusals.invalid("block.time_nanos must be from 1 to 2^63-1");
        }
        if (block.hasChainId()
                && (block.getChainId().isEmpty() || block.getChainId().length() > MAX_CHAIN_ID)) {
            throw Refusals.invalid("block.chain_id must have 1 to " + MAX_CHAIN_ID + " characters");
        }
        return new BlockRequest(
                block.hasHeight() ? Optional.of(block.getHeight()) : Optional.empty(),
                block.hasTimeNanos()
                        ? Optional.of(Instant.ofEpochSecond(block.getTimeNanos() / NANOS, block.getTimeNanos() % NANOS))
                        : Optional.empty(),
                block.hasChainId() ? Optional.of(block.getChainId()) : Optional.empty());
    }

    /** The newest block, but for what the caller wants otherwise: for questions. */
    BlockInfo instead(BlockInfo newest) {
        return BlockInfo.at(
                chainId.orElse(newest.chainId()), height.orElse(newest.height()), time.orElse(newest.time()));
    }

    /** Refuses what no block that is made now could be. Its time can be chosen. */
    void requireNext(SoloNode node) {
        long next = node.blocks().height() + 1;
        height.filter(asked -> asked != next).ifPresent(asked -> {
            throw Refusals.invalid("block.height: a message is carried out in the next block, which is " + next
                    + ", not " + asked + "; only a query may choose");
        });
        String own = node.genesis().getChainId();
        chainId.filter(asked -> !asked.equals(own)).ifPresent(asked -> {
            throw Refusals.invalid("block.chain_id: a message is carried out on " + own + ", not " + asked
                    + "; only a query may choose");
        });
    }
}
