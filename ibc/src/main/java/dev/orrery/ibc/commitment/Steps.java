package dev.orrery.ibc.commitment;

import com.google.protobuf.ByteString;
import dev.orrery.proto.cosmos.ics23.v1.HashOp;
import dev.orrery.proto.cosmos.ics23.v1.InnerOp;
import dev.orrery.proto.cosmos.ics23.v1.InnerSpec;
import dev.orrery.proto.cosmos.ics23.v1.LeafOp;
import dev.orrery.proto.cosmos.ics23.v1.ProofSpec;

/** The steps from a value up to a root: how each hashes, and whether it has the shape its specification asks for. */
final class Steps {
    private Steps() {}

    static byte[] apply(LeafOp op, byte[] key, byte[] value) {
        if (key.length == 0) {
            throw new RefusedProof("leaf op needs key");
        }
        if (value.length == 0) {
            throw new RefusedProof("leaf op needs value");
        }
        byte[] hashedKey = prepared("prehash key, ", op.getPrehashKeyValue(), op.getLengthValue(), key);
        byte[] hashedValue = prepared("prehash value, ", op.getPrehashValueValue(), op.getLengthValue(), value);
        return Hashing.hash(op.getHashValue(), Hashing.join(op.getPrefix().toByteArray(), hashedKey, hashedValue));
    }

    static byte[] apply(InnerOp op, byte[] child) {
        if (child.length == 0) {
            throw new RefusedProof("inner op needs child value");
        }
        return Hashing.hash(op.getHashValue(), Hashing.join(op.getPrefix(), child, op.getSuffix()));
    }

    static void check(LeafOp op, ProofSpec spec) {
        if (!spec.hasLeafSpec()) {
            throw new RefusedProof("spec.LeafSpec must be non-nil");
        }
        LeafOp leaf = spec.getLeafSpec();
        if (ProofSpecs.isLikeIavl(spec)) {
            IavlPrefix.check(op.getPrefix(), op.getHashValue(), 0);
        }
        same("HashOp", op.getHashValue(), leaf.getHashValue());
        same("PrehashKey", op.getPrehashKeyValue(), leaf.getPrehashKeyValue());
        same("PrehashValue", op.getPrehashValueValue(), leaf.getPrehashValueValue());
        same("LengthOp", op.getLengthValue(), leaf.getLengthValue());
        if (!op.getPrefix().startsWith(leaf.getPrefix())) {
            throw new RefusedProof("leaf Prefix doesn't start with " + Hex.of(leaf.getPrefix()));
        }
    }

    /** @param layer counted from 1 above the leaf */
    static void check(InnerOp op, ProofSpec spec, int layer) {
        if (!spec.hasInnerSpec()) {
            throw new RefusedProof("spec.InnerSpec must be non-nil");
        }
        if (!spec.hasLeafSpec()) {
            throw new RefusedProof("spec.LeafSpec must be non-nil");
        }
        InnerSpec inner = spec.getInnerSpec();
        same("HashOp", op.getHashValue(), inner.getHashValue());
        if (ProofSpecs.isLikeIavl(spec)) {
            IavlPrefix.check(op.getPrefix(), op.getHashValue(), layer);
        }
        ByteString leafPrefix = spec.getLeafSpec().getPrefix();
        if (op.getPrefix().startsWith(leafPrefix)) {
            throw new RefusedProof("inner Prefix starts with " + Hex.of(leafPrefix));
        }
        int size = op.getPrefix().size();
        if (size < inner.getMinPrefixLength()) {
            throw new RefusedProof("innerOp prefix too short (" + size + ")");
        }
        long leftChildren = (inner.getChildOrderCount() - 1L) * inner.getChildSize();
        if (size > inner.getMaxPrefixLength() + leftChildren) {
            throw new RefusedProof("innerOp prefix too long (" + size + ")");
        }
        if (inner.getChildSize() <= 0) {
            throw new RefusedProof("spec.InnerSpec.ChildSize must be >= 1");
        }
        if (op.getSuffix().size() % inner.getChildSize() != 0) {
            throw new RefusedProof("InnerOp suffix malformed");
        }
    }

    private static byte[] prepared(String outer, int hashOp, int lengthOp, byte[] data) {
        try {
            return Hashing.withLength(lengthOp, Hashing.hashOrKeep(hashOp, data));
        } catch (RefusedProof e) {
            throw e.in(outer);
        }
    }

    private static void same(String what, int is, int wanted) {
        if (is != wanted) {
            throw new RefusedProof("unexpected " + what + ": " + is);
        }
    }

    /** For keys that are compared by their hash. */
    static byte[] comparable(ProofSpec spec, byte[] key) {
        if (!spec.getPrehashKeyBeforeComparison()) {
            return key;
        }
        int op = spec.getLeafSpec().getPrehashKeyValue();
        return op == HashOp.NO_HASH_VALUE ? key : Hashing.hash(op, key);
    }
}
