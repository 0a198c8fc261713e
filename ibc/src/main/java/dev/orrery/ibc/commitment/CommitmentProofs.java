package dev.orrery.ibc.commitment;

import com.google.protobuf.ByteString;
import dev.orrery.proto.cosmos.ics23.v1.BatchEntry;
import dev.orrery.proto.cosmos.ics23.v1.BatchProof;
import dev.orrery.proto.cosmos.ics23.v1.CommitmentProof;
import dev.orrery.proto.cosmos.ics23.v1.CompressedBatchEntry;
import dev.orrery.proto.cosmos.ics23.v1.CompressedBatchProof;
import dev.orrery.proto.cosmos.ics23.v1.CompressedExistenceProof;
import dev.orrery.proto.cosmos.ics23.v1.CompressedNonExistenceProof;
import dev.orrery.proto.cosmos.ics23.v1.ExistenceProof;
import dev.orrery.proto.cosmos.ics23.v1.InnerOp;
import dev.orrery.proto.cosmos.ics23.v1.NonExistenceProof;
import dev.orrery.proto.cosmos.ics23.v1.ProofSpec;
import java.util.List;
import java.util.Optional;

/** Proofs about one tree, alone or many together. Pure functions. cosmos/ics23 go/ics23.go and compress.go. */
public final class CommitmentProofs {
    private CommitmentProofs() {}

    /** Whether the tree with this root has the value under the key. */
    public static boolean verifyMembership(
            ProofSpec spec, byte[] root, CommitmentProof proof, byte[] key, byte[] value) {
        try {
            Optional<ExistenceProof> existence = existenceOf(decompressed(proof), ByteString.copyFrom(key));
            existence.ifPresent(found -> Existence.verify(found, spec, root, key, value));
            return existence.isPresent();
        } catch (RefusedProof e) {
            return false;
        }
    }

    /** Whether the tree with this root doesn't have the key. */
    public static boolean verifyNonMembership(ProofSpec spec, byte[] root, CommitmentProof proof, byte[] key) {
        try {
            Optional<NonExistenceProof> absence = absenceOf(decompressed(proof), spec, key);
            absence.ifPresent(found -> NonExistence.verify(found, spec, root, key));
            return absence.isPresent();
        } catch (RefusedProof e) {
            return false;
        }
    }

    /** The root the (first) proof leads to; the rest has to be held against it. */
    static byte[] calculate(CommitmentProof proof) {
        return switch (proof.getProofCase()) {
            case EXIST -> Existence.calculate(proof.getExist());
            case NONEXIST -> NonExistence.calculate(proof.getNonexist());
            case BATCH -> calculate(proof.getBatch());
            case COMPRESSED -> calculate(decompressed(proof));
            case PROOF_NOT_SET -> throw unknown();
        };
    }

    private static byte[] calculate(BatchProof batch) {
        if (batch.getEntriesCount() == 0) {
            throw new RefusedProof("batch proof has empty entry");
        }
        BatchEntry first = batch.getEntries(0);
        return switch (first.getProofCase()) {
            case EXIST -> Existence.calculate(first.getExist());
            case NONEXIST -> NonExistence.calculate(first.getNonexist());
            case PROOF_NOT_SET -> throw unknown();
        };
    }

    private static RefusedProof unknown() {
        return new RefusedProof("unrecognized proof type");
    }

    private static Optional<ExistenceProof> existenceOf(CommitmentProof proof, ByteString key) {
        return switch (proof.getProofCase()) {
            case EXIST ->
                Optional.of(proof.getExist()).filter(exist -> exist.getKey().equals(key));
            case BATCH ->
                proof.getBatch().getEntriesList().stream()
                        .filter(BatchEntry::hasExist)
                        .map(BatchEntry::getExist)
                        .filter(exist -> exist.getKey().equals(key))
                        .findFirst();
            case NONEXIST, COMPRESSED, PROOF_NOT_SET -> Optional.empty();
        };
    }

    private static Optional<NonExistenceProof> absenceOf(CommitmentProof proof, ProofSpec spec, byte[] key) {
        return switch (proof.getProofCase()) {
            case NONEXIST ->
                Optional.of(proof.getNonexist()).filter(absence -> NonExistence.isAbout(absence, spec, key));
            case BATCH ->
                proof.getBatch().getEntriesList().stream()
                        .filter(BatchEntry::hasNonexist)
                        .map(BatchEntry::getNonexist)
                        .filter(absence -> NonExistence.isAbout(absence, spec, key))
                        .findFirst();
            case EXIST, COMPRESSED, PROOF_NOT_SET -> Optional.empty();
        };
    }

    private static CommitmentProof decompressed(CommitmentProof proof) {
        if (!proof.hasCompressed()) {
            return proof;
        }
        CompressedBatchProof compressed = proof.getCompressed();
        BatchProof.Builder batch = BatchProof.newBuilder();
        for (CompressedBatchEntry entry : compressed.getEntriesList()) {
            batch.addEntries(decompressed(entry, compressed.getLookupInnersList()));
        }
        return CommitmentProof.newBuilder().setBatch(batch).build();
    }

    private static BatchEntry decompressed(CompressedBatchEntry entry, List<InnerOp> steps) {
        if (entry.hasExist()) {
            return BatchEntry.newBuilder()
                    .setExist(decompressed(entry.getExist(), steps))
                    .build();
        }
        CompressedNonExistenceProof compressed = entry.getNonexist();
        NonExistenceProof.Builder absence = NonExistenceProof.newBuilder().setKey(compressed.getKey());
        if (compressed.hasLeft()) {
            absence.setLeft(decompressed(compressed.getLeft(), steps));
        }
        if (compressed.hasRight()) {
            absence.setRight(decompressed(compressed.getRight(), steps));
        }
        return BatchEntry.newBuilder().setNonexist(absence).build();
    }

    private static ExistenceProof decompressed(CompressedExistenceProof compressed, List<InnerOp> steps) {
        ExistenceProof.Builder proof =
                ExistenceProof.newBuilder().setKey(compressed.getKey()).setValue(compressed.getValue());
        if (compressed.hasLeaf()) {
            proof.setLeaf(compressed.getLeaf());
        }
        for (int step : compressed.getPathList()) {
            if (step < 0 || step >= steps.size()) {
                throw new RefusedProof("step " + step + " is not in the table of " + steps.size() + " steps");
            }
            proof.addPath(steps.get(step));
        }
        return proof.build();
    }
}
