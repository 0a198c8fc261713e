package dev.orrery.ibc.commitment;

import com.google.protobuf.ByteString;
import dev.orrery.proto.cosmos.ics23.v1.ExistenceProof;
import dev.orrery.proto.cosmos.ics23.v1.NonExistenceProof;
import dev.orrery.proto.cosmos.ics23.v1.ProofSpec;
import java.util.Arrays;

/**
 * That a tree doesn't have a key: its neighbours on both sides are there with nothing between, or the one neighbour is outermost.
 * cosmos/ics23 go/proof.go: NonExistenceProof.
 */
final class NonExistence {
    private NonExistence() {}

    static void verify(NonExistenceProof proof, ProofSpec spec, byte[] root, byte[] key) {
        if (proof.hasLeft()) {
            verifySide("left proof, ", proof.getLeft(), spec, root);
        }
        if (proof.hasRight()) {
            verifySide("right proof, ", proof.getRight(), spec, root);
        }
        if (!proof.hasLeft() && !proof.hasRight()) {
            throw new RefusedProof("both left and right proofs missing");
        }
        if (!isLeftOf(spec, key, proof)) {
            throw new RefusedProof("key is not left of right proof");
        }
        if (!isRightOf(spec, key, proof)) {
            throw new RefusedProof("key is not right of left proof");
        }
        Neighbours neighbours = new Neighbours(spec.getInnerSpec());
        if (!proof.hasLeft()) {
            if (!neighbours.isLeftMost(proof.getRight().getPathList())) {
                throw new RefusedProof("left proof missing, right proof must be left-most");
            }
        } else if (!proof.hasRight()) {
            if (!neighbours.isRightMost(proof.getLeft().getPathList())) {
                throw new RefusedProof("right proof missing, left proof must be right-most");
            }
        } else if (!neighbours.areNeighbours(
                proof.getLeft().getPathList(), proof.getRight().getPathList())) {
            throw new RefusedProof("right proof missing, left proof must be right-most");
        }
    }

    /** The root that the proof leads to. */
    static byte[] calculate(NonExistenceProof proof) {
        if (proof.hasLeft()) {
            return Existence.calculate(proof.getLeft());
        }
        if (proof.hasRight()) {
            return Existence.calculate(proof.getRight());
        }
        throw new RefusedProof("nonexistence proof has empty Left and Right proof");
    }

    /** Whether a key would have to stand where the proof has nothing. */
    static boolean isAbout(NonExistenceProof proof, ProofSpec spec, byte[] key) {
        return isLeftOf(spec, key, proof) && isRightOf(spec, key, proof);
    }

    private static boolean isLeftOf(ProofSpec spec, byte[] key, NonExistenceProof proof) {
        return !proof.hasRight() || compare(spec, key, proof.getRight().getKey()) < 0;
    }

    private static boolean isRightOf(ProofSpec spec, byte[] key, NonExistenceProof proof) {
        return !proof.hasLeft() || compare(spec, key, proof.getLeft().getKey()) > 0;
    }

    private static int compare(ProofSpec spec, byte[] a, ByteString b) {
        return Arrays.compareUnsigned(Steps.comparable(spec, a), Steps.comparable(spec, b.toByteArray()));
    }

    private static void verifySide(String which, ExistenceProof side, ProofSpec spec, byte[] root) {
        try {
            Existence.verify(
                    side,
                    spec,
                    root,
                    side.getKey().toByteArray(),
                    side.getValue().toByteArray());
        } catch (RefusedProof e) {
            throw e.in(which);
        }
    }
}
