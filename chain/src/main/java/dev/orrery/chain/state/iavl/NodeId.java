package dev.orrery.chain.state.iavl;

import java.nio.ByteBuffer;

/**
 * Where a committed node is kept.
 *
 * @param version the commit that made it; part of the node's hash
 * @param number counted from 1 within that commit
 */
record NodeId(long version, int number) {
    static final int BYTES = Long.BYTES + Integer.BYTES;

    byte[] toBytes() {
        return ByteBuffer.allocate(BYTES).putLong(version).putInt(number).array();
    }

    static NodeId read(ByteBuffer in) {
        return new NodeId(in.getLong(), in.getInt());
    }
}
