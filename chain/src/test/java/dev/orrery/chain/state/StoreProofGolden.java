package dev.orrery.chain.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.chain.state.db.MemoryDatabase;
import dev.orrery.ibc.client.MerklePath;
import dev.orrery.ibc.commitment.ChainedProof;
import dev.orrery.ibc.commitment.ProofSpecs;
import dev.orrery.proto.cosmos.ics23.v1.CommitmentProof;
import dev.orrery.proto.ibc.core.commitment.v1.MerkleProof;
import dev.orrery.proto.tendermint.crypto.ProofOp;
import dev.orrery.proto.tendermint.crypto.ProofOps;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same state made with the stores of the Cosmos SDK gave these proofs, at every version. Made by adapter/ibc-oracle. */
class StoreProofGolden {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NAMES = List.of("acc", "bank", "empty", "ibc", "one", "wasm");

    private static MultiStore stores;

    @BeforeAll
    static void fill() {
        stores = MultiStore.open(new MemoryDatabase(), NAMES, Pruning.NOTHING);
        for (int version = 0; version < 5; version++) {
            try (CommittedState latest = stores.latest()) {
                StateBranch branch = latest.branch();
                for (int i = version; i < 50; i += 5) {
                    set(branch, "ibc", format("key/%02d", 2 * i), "value " + i + " of version " + version);
                    set(branch, "bank", format("b%03d", i * i), "coins");
                }
                set(branch, "one", "only", "value " + version);
                set(branch, "wasm", "contract" + version, "state");
                stores.commit(branch, version + 1);
            }
        }
    }

    @AfterAll
    static void close() {
        stores.close();
    }

    @Test
    void proofsAreByteForByteThoseOfTheCosmosSdk() throws IOException {
        int rows = 0;
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(getClass().getResourceAsStream("proofs.jsonl")), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode row = JSON.readTree(line);
                String name = row.get("store").asText() + " "
                        + new String(row.get("key").binaryValue(), UTF_8) + " at " + row.get("version");
                StoreProof proof = proof(row);
                assertArrayEquals(row.get("proof").binaryValue(), proof.ops().toByteArray(), name);
                byte[] value = row.get("value").isNull()
                        ? new byte[0]
                        : row.get("value").binaryValue();
                assertArrayEquals(value, proof.value().orElse(new byte[0]), name);
                rows++;
            }
        }
        assertEquals(275, rows);
    }

    @Test
    void lightClientsAcceptTheProofsForTheAppHash() {
        for (int version = 1; version <= 5; version++) {
            for (int i = 0; i < 100; i++) {
                String key = format("key/%02d", i);
                StoreProof proof =
                        stores.prove(version, "ibc", key.getBytes(UTF_8)).orElseThrow();
                MerklePath path = new MerklePath(List.of("ibc".getBytes(UTF_8), key.getBytes(UTF_8)));
                byte[] root = appHash(version);
                ChainedProof chained = chained(proof.ops());
                if (proof.value().isPresent()) {
                    chained.verifyMembership(
                            ProofSpecs.SDK, root, path, proof.value().get());
                } else {
                    chained.verifyNonMembership(ProofSpecs.SDK, root, path);
                }
            }
        }
    }

    private static StoreProof proof(JsonNode row) throws IOException {
        long version = row.get("version").asLong();
        assertArrayEquals(row.get("appHash").binaryValue(), appHash(version), "app hash of " + version);
        return stores.prove(version, row.get("store").asText(), row.get("key").binaryValue())
                .orElseThrow();
    }

    private static byte[] appHash(long version) {
        try (CommittedState state = stores.at(version).orElseThrow()) {
            return state.commit().orElseThrow().appHash();
        }
    }

    /** As relayers turn what a node answers into what a light client is given. */
    private static ChainedProof chained(ProofOps ops) {
        MerkleProof.Builder proof = MerkleProof.newBuilder();
        try {
            for (ProofOp op : ops.getOpsList()) {
                proof.addProofs(CommitmentProof.parseFrom(op.getData()));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return ChainedProof.decode(proof.build().toByteArray());
    }

    private static void set(StateBranch branch, String store, String key, String value) {
        branch.store(store).set(key.getBytes(UTF_8), value.getBytes(UTF_8));
    }

    private static String format(String format, int number) {
        return String.format(Locale.ROOT, format, number);
    }
}
