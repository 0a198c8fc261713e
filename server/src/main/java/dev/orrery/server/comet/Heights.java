package dev.orrery.server.comet;

import dev.orrery.chain.solo.block.BlockStore;
import java.util.Optional;

/** Which height a call means. */
final class Heights {
    private Heights() {}

    /** A block there is. */
    static long committed(BlockStore blocks, Arguments arguments) {
        return upTo(blocks, blocks.height(), arguments);
    }

    /** A height whose validators and parameters are settled: the next block's too. */
    static long settled(BlockStore blocks, Arguments arguments) {
        return upTo(blocks, blocks.height() + 1, arguments);
    }

    private static long upTo(BlockStore blocks, long latest, Arguments arguments) {
        Optional<Long> asked = arguments.integer("height");
        if (asked.isEmpty()) {
            return latest;
        }
        long height = asked.get();
        if (height <= 0) {
            throw RpcException.refused("height must be greater than 0, but got " + height);
        }
        if (height > latest) {
            throw RpcException.refused(
                    "height " + height + " must be less than or equal to the current blockchain height " + latest);
        }
        if (height < blocks.base()) {
            throw RpcException.refused("height " + height + " is not available, lowest height is " + blocks.base());
        }
        return height;
    }
}
