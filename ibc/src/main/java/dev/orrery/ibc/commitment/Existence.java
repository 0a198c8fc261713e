package dev.orrery.ibc.commitment;

import dev.orrery.proto.cosmos.ics23.v1.ExistenceProof;
import dev.orrery.proto.cosmos.ics23.v1.InnerOp;
import dev.orrery.proto.cosmos.ics23.v1.ProofSpec;
import java.util.Arrays;

/** That a key has a value. cosmos/ics23 go/proof.go: ExistenceProof. */
final class Existence {
    /** Steps above a leaf where a specification doesn't say. */
    private static final int DEFAULT_MAX_DEPTH = 128;

    /** From this child size on a step's hash can't be longer than a child. */
    private static final int HASH_BYTES = 32;

    private Existence() {}

    static void verify(ExistenceProof proof, ProofSpec spec, byte[] root, byte[] key, byte[] value) {
        check(proof, spec);
        if (!Arrays.equals(key, proof.getKey().toByteArray())) {
            throw new RefusedProof("provided key doesn't match proof");
        }
        if (!Arrays.equals(value, proof.getValue().toByteArray())) {
            throw new RefusedProof("provided value doesn't match proof");
        }
        byte[] calculated;
        try {
            calculated = calculate(proof, spec.getInnerSpec().getChildSize());
        } catch (RefusedProof e) {
            throw e.in("error calculating root, ");
        }
        if (!Arrays.equals(root, calculated)) {
            throw new RefusedProof("calculated root doesn't match provided root");
        }
    }

    /** The root the proof leads to, whatever it proves: nothing is checked. */
    static byte[] calculate(ExistenceProof proof) {
        return calculate(proof, 0);
    }

    /** @param childSize what a specification allows a child to have; 0 without specification */
    private static byte[] calculate(ExistenceProof proof, int childSize) {
        requireLeaf(proof);
        byte[] hash;
        try {
            hash = Steps.apply(
                    proof.getLeaf(),
                    proof.getKey().toByteArray(),
                    proof.getValue().toByteArray());
        } catch (RefusedProof e) {
            throw e.in("leaf, ");
        }
        try {
            for (InnerOp step : proof.getPathList()) {
                hash = Steps.apply(step, hash);
                if (hash.length > childSize && childSize >= HASH_BYTES) {
                    throw new RefusedProof("%!w(<nil>)"); // Quirk: the reference wraps no error here.
                }
            }
        } catch (RefusedProof e) {
            throw e.in("inner, ");
        }
        return hash;
    }

    /** Whether leaf and steps have the shape of the specification. */
    private static void check(ExistenceProof proof, ProofSpec spec) {
        requireLeaf(proof);
        try {
            Steps.check(proof.getLeaf(), spec);
        } catch (RefusedProof e) {
            throw e.in("leaf, ");
        }
        int depth = proof.getPathCount();
        if (spec.getMinDepth() > 0 && depth < spec.getMinDepth()) {
            throw new RefusedProof("innerOps depth too short: " + depth);
        }
        int most = spec.getMaxDepth() == 0 ? DEFAULT_MAX_DEPTH : spec.getMaxDepth();
        if (depth > most) {
            throw new RefusedProof("innerOps depth too long: " + depth);
        }
        int layer = 1;
        for (InnerOp step : proof.getPathList()) {
            try {
                Steps.check(step, spec, layer++);
            } catch (RefusedProof e) {
                throw e.in("inner, ");
            }
        }
    }

    private static void requireLeaf(ExistenceProof proof) {
        if (!proof.hasLeaf()) {
            throw new RefusedProof("existence Proof needs defined LeafOp");
        }
    }
}
