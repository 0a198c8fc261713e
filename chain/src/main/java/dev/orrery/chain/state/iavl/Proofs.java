package dev.orrery.chain.state.iavl;

import com.google.protobuf.ByteString;
import dev.orrery.chain.state.Cursor;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.state.KeyRange;
import dev.orrery.proto.cosmos.ics23.v1.CommitmentProof;
import dev.orrery.proto.cosmos.ics23.v1.ExistenceProof;
import dev.orrery.proto.cosmos.ics23.v1.HashOp;
import dev.orrery.proto.cosmos.ics23.v1.InnerOp;
import dev.orrery.proto.cosmos.ics23.v1.LeafOp;
import dev.orrery.proto.cosmos.ics23.v1.LengthOp;
import dev.orrery.proto.cosmos.ics23.v1.NonExistenceProof;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Proofs about one version of the tree, byte for byte those of cosmos/iavl proof_ics23.go. */
final class Proofs {
    private static final ByteString LENGTH = ByteString.copyFrom(new byte[] {NodeHash.HASH_BYTES});

    private final Optional<Node.Loaded> root;
    private final Function<Node, Node.Loaded> load;

    Proofs(Optional<Node> root, Function<Node, Node.Loaded> load) {
        this.root = root.map(load);
        this.load = load;
    }

    CommitmentProof prove(byte[] key) {
        Optional<byte[]> next = first(KeyRange.from(key), Direction.ASCENDING);
        if (next.filter(found -> Arrays.equals(found, key)).isPresent()) {
            return CommitmentProof.newBuilder().setExist(existence(key)).build();
        }
        NonExistenceProof.Builder absence = NonExistenceProof.newBuilder().setKey(ByteString.copyFrom(key));
        first(new KeyRange(Optional.empty(), Optional.of(key)), Direction.DESCENDING)
                .ifPresent(left -> absence.setLeft(existence(left)));
        next.ifPresent(right -> absence.setRight(existence(right)));
        return CommitmentProof.newBuilder().setNonexist(absence).build();
    }

    private Optional<byte[]> first(KeyRange range, Direction direction) {
        try (Cursor cursor = new TreeCursor(root, range, direction, load)) {
            return cursor.valid() ? Optional.of(cursor.key()) : Optional.empty();
        }
    }

    /** @param key that is in the tree */
    private ExistenceProof existence(byte[] key) {
        List<InnerOp> path = new ArrayList<>();
        Node.Loaded node = root.orElseThrow();
        while (node instanceof Node.Inner inner) {
            boolean left = Arrays.compareUnsigned(key, inner.key()) < 0;
            path.add(step(inner, left));
            node = load.apply(left ? inner.left() : inner.right());
        }
        Node.Leaf leaf = (Node.Leaf) node;
        return ExistenceProof.newBuilder()
                .setKey(ByteString.copyFrom(leaf.key()))
                .setValue(ByteString.copyFrom(leaf.value()))
                .setLeaf(LeafOp.newBuilder()
                        .setHash(HashOp.SHA256)
                        .setPrehashValue(HashOp.SHA256)
                        .setLength(LengthOp.VAR_PROTO)
                        .setPrefix(head(leaf)))
                .addAllPath(path.reversed())
                .build();
    }

    /** @param left whether the way goes left below the node */
    private InnerOp step(Node.Inner inner, boolean left) {
        ByteString beside = ByteString.copyFrom(
                load.apply(left ? inner.right() : inner.left()).hash());
        ByteString head = head(inner);
        InnerOp.Builder step = InnerOp.newBuilder().setHash(HashOp.SHA256);
        return left
                ? step.setPrefix(head.concat(LENGTH))
                        .setSuffix(LENGTH.concat(beside))
                        .build()
                : step.setPrefix(head.concat(LENGTH).concat(beside).concat(LENGTH))
                        .build();
    }

    private static ByteString head(Node.Loaded node) {
        return ByteString.copyFrom(
                NodeHash.head(node.height(), node.size(), node.id().version()));
    }
}
