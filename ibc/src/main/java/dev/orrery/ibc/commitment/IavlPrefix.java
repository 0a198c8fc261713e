package dev.orrery.ibc.commitment;

import com.google.protobuf.ByteString;
import dev.orrery.proto.cosmos.ics23.v1.HashOp;

/**
 * What may stand before the hashed part of an IAVL node: height, size and version, then for inner nodes the left child's hash if the
 * way goes right. Without this check a leaf could pass for an inner node. cosmos/ics23 go/ops.go: validateIavlOps.
 */
final class IavlPrefix {
    /** Left of the child on the way there is nothing but its length byte, or the other child with length byte and hash too. */
    private static final int LEFT_REST = 1;

    private static final int RIGHT_REST = 1 + 32 + 1;

    private static final int MAX_VARINT_BYTES = 10;
    private static final int MORE = 0x80;
    private static final int PAYLOAD_BITS = 7;

    private final ByteString prefix;
    private int at;

    private IavlPrefix(ByteString prefix) {
        this.prefix = prefix;
    }

    /** @param layer 0 for a leaf, 1 for the node above it, and so on: no node can be less high */
    static void check(ByteString prefix, int hashOp, int layer) {
        new IavlPrefix(prefix).check(hashOp, layer);
    }

    private void check(int hashOp, int layer) {
        long height = number();
        number(); // size
        number(); // version
        if (height < layer) {
            throw new RefusedProof("wrong value in IAVL leaf op");
        }
        int rest = prefix.size() - at;
        boolean fits =
                layer == 0 ? rest == 0 : (rest == LEFT_REST || rest == RIGHT_REST) && hashOp == HashOp.SHA256_VALUE;
        if (!fits) {
            throw new RefusedProof("invalid op");
        }
    }

    private long number() {
        long value = signed();
        if (value < 0) {
            throw new RefusedProof("wrong value in IAVL leaf op");
        }
        return value;
    }

    /** Go encoding/binary: ReadVarint. */
    private long signed() {
        long bits = 0;
        for (int i = 0; i < MAX_VARINT_BYTES; i++) {
            if (at == prefix.size()) {
                throw new RefusedProof(i == 0 ? "EOF" : "unexpected EOF");
            }
            int next = prefix.byteAt(at++) & 0xff;
            if (i == MAX_VARINT_BYTES - 1 && next > 1) {
                break;
            }
            bits |= (long) (next & (MORE - 1)) << (PAYLOAD_BITS * i);
            if (next < MORE) {
                return (bits >>> 1) ^ -(bits & 1);
            }
        }
        throw new RefusedProof("binary: varint overflows a 64-bit integer");
    }
}
