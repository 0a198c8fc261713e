package dev.orrery.ibc.commitment;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.client.MerklePath;
import dev.orrery.ibc.client.ProofError;
import dev.orrery.proto.cosmos.ics23.v1.CommitmentProof;
import dev.orrery.proto.cosmos.ics23.v1.ExistenceProof;
import dev.orrery.proto.cosmos.ics23.v1.NonExistenceProof;
import dev.orrery.proto.cosmos.ics23.v1.ProofSpec;
import dev.orrery.proto.ibc.core.commitment.v1.MerkleProof;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A proof through nested trees: each tree's root is the value that the tree around it has, up to the root that a chain signed. Proofs
 * come innermost first, path keys outermost first. Pure. ibc-go 23-commitment types/merkle.go.
 */
public final class ChainedProof {
    /**
     * Longest encoded proof that is looked at. Bytes. Two trees of 128 levels with the longest nodes need less than 20 KiB; what is
     * proved stands in the proof once more, and a packet's acknowledgement or a client's state is far below the rest.
     */
    private static final int MAX_PROOF_BYTES = 1024 * 1024;

    private final List<CommitmentProof> proofs;

    private ChainedProof(List<CommitmentProof> proofs) {
        this.proofs = proofs;
    }

    /** @throws IbcException if these bytes are no proof */
    public static ChainedProof decode(byte[] encoded) {
        if (encoded.length > MAX_PROOF_BYTES) {
            throw ProofError.INVALID_PROOF.failure(
                    "proof of " + encoded.length + " bytes, at most " + MAX_PROOF_BYTES + " are allowed");
        }
        try {
            return new ChainedProof(MerkleProof.parseFrom(encoded).getProofsList());
        } catch (InvalidProtocolBufferException e) {
            throw ProofError.INVALID_PROOF.failure("failed to unmarshal proof into ICS 23 commitment merkle proof");
        }
    }

    /** Refuses unless the state with this root has the value at the path. */
    public void verifyMembership(List<ProofSpec> specs, byte[] root, MerklePath path, byte[] value) {
        checkArguments(specs, root, path);
        if (value.length == 0) {
            throw ProofError.INVALID_PROOF.failure("empty value in membership proof");
        }
        verifyFrom(0, specs, root, path, value);
    }

    /** Refuses unless the state with this root has nothing at the path: the innermost tree lacks the key. */
    public void verifyNonMembership(List<ProofSpec> specs, byte[] root, MerklePath path) {
        checkArguments(specs, root, path);
        byte[] subroot = calculate(0, "could not calculate root for proof index 0, merkle tree is likely empty. ");
        if (!proofs.getFirst().hasNonexist()) {
            throw ProofError.INVALID_PROOF.failure(
                    "commitment proof must be non-existence proof for verifying non-membership. got: *ics23.CommitmentProof");
        }
        NonExistenceProof absence = proofs.getFirst().getNonexist();
        byte[] key = path.keys().getLast();
        try {
            NonExistence.verify(absence, specs.getFirst(), subroot, key);
        } catch (RefusedProof e) {
            throw ProofError.INVALID_PROOF.failure("failed to verify non-membership proof with key "
                    + new String(key, StandardCharsets.UTF_8) + ": " + e.text());
        }
        verifyFrom(1, specs, root, path, subroot);
    }

    /** Climbs from the index'th tree to the outermost. */
    private void verifyFrom(int index, List<ProofSpec> specs, byte[] root, MerklePath path, byte[] value) {
        byte[] subroot = value;
        for (int i = index; i < proofs.size(); i++) {
            byte[] inner = subroot;
            subroot = calculate(i, "could not calculate proof root at index " + i + ", merkle tree may be empty. ");
            byte[] key = path.keys().get(path.keys().size() - 1 - i);
            if (!proofs.get(i).hasExist()) {
                throw ProofError.INVALID_PROOF.failure("commitment proof must be existence proof at index " + i);
            }
            ExistenceProof existence = proofs.get(i).getExist();
            try {
                Existence.verify(existence, specs.get(i), subroot, key, inner);
            } catch (RefusedProof e) {
                throw ProofError.INVALID_PROOF.failure(
                        "failed to verify membership proof at index " + i + ": " + e.text());
            }
        }
        if (!Arrays.equals(root, subroot)) {
            throw ProofError.INVALID_PROOF.failure("proof did not commit to expected root: " + Hex.of(root) + ", got: "
                    + Hex.of(subroot)
                    + ". Please ensure proof was submitted with correct proofHeight and to the correct chain.");
        }
    }

    private byte[] calculate(int index, String otherwise) {
        try {
            return CommitmentProofs.calculate(proofs.get(index));
        } catch (RefusedProof e) {
            throw ProofError.INVALID_PROOF.failure(otherwise + e.text());
        }
    }

    /** As many keys and specifications as trees, and none of them empty. */
    private void checkArguments(List<ProofSpec> specs, byte[] root, MerklePath path) {
        if (proofs.isEmpty()) {
            throw ProofError.INVALID_MERKLE_PROOF.failure("proof must not be empty");
        }
        if (root.length == 0) {
            throw ProofError.INVALID_MERKLE_PROOF.failure("root cannot be empty");
        }
        if (specs.size() != proofs.size()) {
            throw ProofError.INVALID_MERKLE_PROOF.failure(
                    "length of specs: " + specs.size() + " not equal to length of proof: " + proofs.size());
        }
        if (path.keys().size() != specs.size()) {
            throw ProofError.INVALID_PROOF.failure(
                    "path length " + path.keys().size() + " not same as proof " + specs.size());
        }
    }
}
