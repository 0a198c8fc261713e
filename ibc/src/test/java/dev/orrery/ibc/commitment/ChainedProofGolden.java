package dev.orrery.ibc.commitment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orrery.ibc.Corpus;
import dev.orrery.ibc.Corpus.Verdict;
import dev.orrery.ibc.client.MerklePath;
import dev.orrery.proto.cosmos.ics23.v1.ProofSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sound and forged proofs through a store and the tree over all stores, with ibc-go's verdicts. Made by adapter/ibc-oracle. */
class ChainedProofGolden {
    /** Here the reference prints Go types and pointers. */
    private static final String UNPRINTABLE = "commitment proof must be";

    @Test
    void everyProofIsJudgedAsByTheReference() throws IOException {
        List<String> different = new ArrayList<>();
        int sound = 0;
        for (JsonNode row : Corpus.rows("commitment/chained.jsonl")) {
            Optional<Verdict> expected = Verdict.read(row.get("error"));
            Optional<Verdict> actual = verify(row);
            sound += expected.isEmpty() ? 1 : 0;
            if (!areAlike(expected, actual)) {
                different.add(row.get("name").asText() + "\n  reference: " + expected + "\n  here:      " + actual);
            }
        }
        assertEquals(List.of(), different);
        assertTrue(sound > 50, "sound proofs: " + sound);
    }

    private static boolean areAlike(Optional<Verdict> expected, Optional<Verdict> actual) {
        if (expected.isEmpty() || actual.isEmpty() || expected.get().isPanic()) {
            return expected.isPresent() == actual.isPresent();
        }
        if (expected.equals(actual)) {
            return true;
        }
        return expected.get().text().startsWith(UNPRINTABLE)
                && actual.get().text().startsWith(UNPRINTABLE)
                && expected.get().code() == actual.get().code();
    }

    private static Optional<Verdict> verify(JsonNode row) throws IOException {
        List<ProofSpec> specs = new ArrayList<>();
        for (JsonNode spec : row.get("specs")) {
            specs.add(ProofSpec.parseFrom(Corpus.bytes(spec)));
        }
        List<byte[]> keys = new ArrayList<>();
        for (JsonNode key : row.get("path")) {
            keys.add(Corpus.bytes(key));
        }
        byte[] proof = Corpus.bytes(row.get("proof"));
        byte[] root = Corpus.bytes(row.get("root"));
        JsonNode value = row.get("value");
        byte[] expected = Corpus.bytes(value);
        return Verdict.of(() -> {
            ChainedProof chained = ChainedProof.decode(proof);
            if (value.isNull()) {
                chained.verifyNonMembership(specs, root, new MerklePath(keys));
            } else {
                chained.verifyMembership(specs, root, new MerklePath(keys), expected);
            }
        });
    }
}
