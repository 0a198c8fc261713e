package dev.orrery.ibc.commitment;

import com.google.protobuf.ByteString;
import dev.orrery.proto.cosmos.ics23.v1.HashOp;
import dev.orrery.proto.cosmos.ics23.v1.InnerSpec;
import dev.orrery.proto.cosmos.ics23.v1.LeafOp;
import dev.orrery.proto.cosmos.ics23.v1.LengthOp;
import dev.orrery.proto.cosmos.ics23.v1.ProofSpec;
import java.util.List;

/** Which shapes of proof a tree allows. cosmos/ics23 go/proof.go. */
public final class ProofSpecs {
    private static final LeafOp LEAF = LeafOp.newBuilder()
            .setPrefix(ByteString.copyFrom(new byte[] {0}))
            .setPrehashKey(HashOp.NO_HASH)
            .setHash(HashOp.SHA256)
            .setPrehashValue(HashOp.SHA256)
            .setLength(LengthOp.VAR_PROTO)
            .build();

    /** Of an IAVL tree: an inner node holds height, size and version before its children, and a child's hash has a length byte. */
    public static final ProofSpec IAVL = ProofSpec.newBuilder()
            .setLeafSpec(LEAF)
            .setInnerSpec(InnerSpec.newBuilder()
                    .addChildOrder(0)
                    .addChildOrder(1)
                    .setMinPrefixLength(4)
                    .setMaxPrefixLength(12)
                    .setChildSize(33)
                    .setHash(HashOp.SHA256))
            .build();

    /** Of the simple tree of CometBFT: {@link MerkleTree}. */
    public static final ProofSpec TENDERMINT = ProofSpec.newBuilder()
            .setLeafSpec(LEAF)
            .setInnerSpec(InnerSpec.newBuilder()
                    .addChildOrder(0)
                    .addChildOrder(1)
                    .setMinPrefixLength(1)
                    .setMaxPrefixLength(1)
                    .setChildSize(32)
                    .setHash(HashOp.SHA256))
            .build();

    /** Of a chain of the Cosmos SDK: the tree of a store, then the tree over all stores. */
    public static final List<ProofSpec> SDK = List.of(IAVL, TENDERMINT);

    private ProofSpecs() {}

    /** Whether the extra rules for IAVL's prefixes hold. Quirk: looks at less than the whole specification, as ics23 does. */
    static boolean isLikeIavl(ProofSpec spec) {
        return spec.hasLeafSpec()
                && spec.hasInnerSpec()
                && isLikeIavl(spec.getLeafSpec())
                && isLikeIavl(spec.getInnerSpec());
    }

    private static boolean isLikeIavl(LeafOp leaf) {
        return leaf.getHashValue() == HashOp.SHA256_VALUE
                && leaf.getPrehashKeyValue() == HashOp.NO_HASH_VALUE
                && leaf.getPrehashValueValue() == HashOp.SHA256_VALUE
                && leaf.getLengthValue() == LengthOp.VAR_PROTO_VALUE;
    }

    private static boolean isLikeIavl(InnerSpec inner) {
        InnerSpec iavl = IAVL.getInnerSpec();
        return inner.getHashValue() == iavl.getHashValue()
                && inner.getMinPrefixLength() == iavl.getMinPrefixLength()
                && inner.getMaxPrefixLength() == iavl.getMaxPrefixLength()
                && inner.getChildSize() == iavl.getChildSize()
                && inner.getChildOrderCount() == iavl.getChildOrderCount();
    }
}
