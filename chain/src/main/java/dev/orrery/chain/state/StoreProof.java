package dev.orrery.chain.state;

import com.google.protobuf.ByteString;
import dev.orrery.proto.cosmos.ics23.v1.CommitmentProof;
import dev.orrery.proto.tendermint.crypto.ProofOp;
import dev.orrery.proto.tendermint.crypto.ProofOps;
import java.util.Optional;

/**
 * What a store has under a key, or that it has nothing, for those who know the app hash of the version.
 *
 * @param inStore within the store's tree
 * @param ofStore that the store has the root of that tree
 */
public record StoreProof(String store, byte[] key, CommitmentProof inStore, CommitmentProof ofStore) {
    /** What is proved; absent if it is that there is nothing. */
    public Optional<byte[]> value() {
        return inStore.hasExist() ? Optional.of(inStore.getExist().getValue().toByteArray()) : Optional.empty();
    }

    /** As nodes answer with it. Cosmos SDK store/types/proof.go. */
    public ProofOps ops() {
        return ProofOps.newBuilder()
                .addOps(op("ics23:iavl", ByteString.copyFrom(key), inStore))
                .addOps(op("ics23:simple", ByteString.copyFromUtf8(store), ofStore))
                .build();
    }

    private static ProofOp op(String type, ByteString key, CommitmentProof proof) {
        return ProofOp.newBuilder()
                .setType(type)
                .setKey(key)
                .setData(proof.toByteString())
                .build();
    }
}
