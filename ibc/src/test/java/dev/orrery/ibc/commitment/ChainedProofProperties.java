package dev.orrery.ibc.commitment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.UnknownFieldSet;
import dev.orrery.ibc.Corpus;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.client.MerklePath;
import dev.orrery.ibc.client.ProofError;
import dev.orrery.proto.ibc.core.commitment.v1.MerkleProof;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Exhaustive over the bits and lengths of sound proofs from the reference. */
class ChainedProofProperties {
    @Test
    void noBitOfAProofOfMembershipCanChange() throws IOException {
        JsonNode row = row("ibc key/36");
        byte[] proof = Corpus.bytes(row.get("proof"));
        byte[] value = Corpus.bytes(row.get("value"));
        assertTrue(holds(row, proof, value));
        for (int bit = 0; bit < Byte.SIZE * proof.length; bit++) {
            assertFalse(holds(row, flipped(proof, bit), value), "bit " + bit + " of the proof");
        }
        for (int bit = 0; bit < Byte.SIZE * value.length; bit++) {
            assertFalse(holds(row, proof, flipped(value, bit)), "bit " + bit + " of the value");
        }
    }

    @Test
    void noBitOfTheRootCanChange() throws IOException {
        JsonNode row = row("ibc key/36");
        ChainedProof proof = ChainedProof.decode(Corpus.bytes(row.get("proof")));
        byte[] root = Corpus.bytes(row.get("root"));
        for (int bit = 0; bit < Byte.SIZE * root.length; bit++) {
            byte[] wrong = flipped(root, bit);
            assertThrows(
                    IbcException.class,
                    () -> proof.verifyMembership(ProofSpecs.SDK, wrong, path(row), Corpus.bytes(row.get("value"))));
        }
    }

    @Test
    void noBitOfAProofOfAbsenceCanChangeExceptInTheKeyItRepeats() throws IOException {
        JsonNode row = row("ibc key/01");
        byte[] proof = Corpus.bytes(row.get("proof"));
        assertTrue(isAbsent(row, proof));
        MerkleProof sound = MerkleProof.parseFrom(proof);
        for (int bit = 0; bit < Byte.SIZE * proof.length; bit++) {
            byte[] changed = flipped(proof, bit);
            if (isAbsent(row, changed)) {
                assertEquals(sound, withoutKey(changed, sound), "bit " + bit + " of the proof");
            }
        }
    }

    @Test
    void noProofCanBeCutOff() throws IOException {
        JsonNode row = row("ibc key/36");
        byte[] proof = Corpus.bytes(row.get("proof"));
        byte[] value = Corpus.bytes(row.get("value"));
        for (int length = 0; length < proof.length; length++) {
            assertFalse(holds(row, Arrays.copyOf(proof, length), value), "the first " + length + " bytes");
        }
    }

    @Test
    void anOversizedProofIsNotLookedAt() {
        IbcException refusal = assertThrows(IbcException.class, () -> ChainedProof.decode(new byte[1024 * 1024 + 1]));
        assertEquals(ProofError.INVALID_PROOF, refusal.kind());
        assertEquals("proof of 1048577 bytes, at most 1048576 are allowed: invalid proof", refusal.text());
    }

    /** The proof with the key that the sound one repeats, which nobody reads, in the place where it belongs. */
    private static MerkleProof withoutKey(byte[] proof, MerkleProof sound) throws IOException {
        MerkleProof.Builder changed = MerkleProof.parseFrom(proof).toBuilder();
        changed.getProofsBuilder(0)
                .getNonexistBuilder()
                .setKey(sound.getProofs(0).getNonexist().getKey())
                .setUnknownFields(UnknownFieldSet.getDefaultInstance());
        return changed.build();
    }

    private static boolean holds(JsonNode row, byte[] proof, byte[] value) throws IOException {
        return holds(() -> ChainedProof.decode(proof).verifyMembership(ProofSpecs.SDK, root(row), path(row), value));
    }

    private static boolean isAbsent(JsonNode row, byte[] proof) throws IOException {
        return holds(() -> ChainedProof.decode(proof).verifyNonMembership(ProofSpecs.SDK, root(row), path(row)));
    }

    private interface Check {
        void run() throws IOException;
    }

    private static boolean holds(Check check) throws IOException {
        try {
            check.run();
            return true;
        } catch (IbcException e) {
            return false;
        }
    }

    private static byte[] root(JsonNode row) throws IOException {
        return Corpus.bytes(row.get("root"));
    }

    private static MerklePath path(JsonNode row) throws IOException {
        List<byte[]> keys = new ArrayList<>();
        for (JsonNode key : row.get("path")) {
            keys.add(Corpus.bytes(key));
        }
        return new MerklePath(keys);
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] changed = bytes.clone();
        changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        return changed;
    }

    private static JsonNode row(String name) throws IOException {
        return Corpus.rows("commitment/chained.jsonl").stream()
                .filter(row -> row.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
