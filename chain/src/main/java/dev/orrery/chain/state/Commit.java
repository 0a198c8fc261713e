package dev.orrery.chain.state;

import com.google.protobuf.ByteString;
import dev.orrery.ibc.Sha256;
import dev.orrery.ibc.commitment.MerkleTree;
import dev.orrery.ibc.commitment.ProofSpecs;
import dev.orrery.proto.cosmos.ics23.v1.CommitmentProof;
import dev.orrery.proto.cosmos.ics23.v1.ExistenceProof;
import dev.orrery.proto.cosmos.ics23.v1.HashOp;
import dev.orrery.proto.cosmos.ics23.v1.InnerOp;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A committed version: what a light client can be shown of it.
 *
 * @param roots of the stores, by name
 */
public record Commit(long version, SortedMap<String, byte[]> roots) {
    private static final int HASH_BYTES = 32;

    public Commit {
        roots = Collections.unmodifiableSortedMap(new TreeMap<>(roots));
    }

    /** The root over all stores: leaves are name and hash of the store's root, in the order of the names. */
    public byte[] appHash() {
        return MerkleTree.root(leaves());
    }

    /** That a store has its root: shown with a proof within the store. Cosmos SDK store/types: ProofOpFromMap. */
    CommitmentProof prove(String store) {
        ExistenceProof.Builder proof = ExistenceProof.newBuilder()
                .setKey(ByteString.copyFromUtf8(store))
                .setValue(ByteString.copyFrom(roots.get(store)))
                .setLeaf(ProofSpecs.TENDERMINT.getLeafSpec());
        for (MerkleTree.Sibling sibling :
                MerkleTree.path(leaves(), List.copyOf(roots.keySet()).indexOf(store))) {
            proof.addPath(step(sibling));
        }
        return CommitmentProof.newBuilder().setExist(proof).build();
    }

    private static InnerOp step(MerkleTree.Sibling sibling) {
        ByteString node = ByteString.copyFrom(new byte[] {MerkleTree.NODE});
        ByteString hash = ByteString.copyFrom(sibling.hash());
        InnerOp.Builder step = InnerOp.newBuilder().setHash(HashOp.SHA256);
        return sibling.onTheRight()
                ? step.setPrefix(node).setSuffix(hash).build()
                : step.setPrefix(node.concat(hash)).build();
    }

    private List<byte[]> leaves() {
        return roots.entrySet().stream()
                .map(entry -> leaf(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** cosmossdk.io/store internal/maps: KVPair. */
    private static byte[] leaf(String name, byte[] root) {
        byte[] key = Keys.utf8(name);
        byte[] hash = Sha256.of(root);
        return Keys.concat(new byte[] {(byte) key.length}, key, new byte[] {(byte) hash.length}, hash);
    }

    byte[] encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        roots.forEach((name, root) -> {
            byte[] key = Keys.utf8(name);
            out.write(key.length);
            out.writeBytes(key);
            out.writeBytes(root);
        });
        return out.toByteArray();
    }

    static Commit decode(long version, byte[] encoded) {
        SortedMap<String, byte[]> roots = new TreeMap<>();
        ByteBuffer in = ByteBuffer.wrap(encoded);
        while (in.hasRemaining()) {
            byte[] name = new byte[in.get()];
            in.get(name);
            byte[] root = new byte[HASH_BYTES];
            in.get(root);
            roots.put(new String(name, StandardCharsets.UTF_8), root);
        }
        return new Commit(version, roots);
    }
}
