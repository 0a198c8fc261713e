package dev.orrery.ibc.light.tendermint;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.Int64Value;
import com.google.protobuf.StringValue;
import dev.orrery.ibc.Sha256;
import dev.orrery.ibc.commitment.MerkleTree;
import dev.orrery.proto.tendermint.crypto.PublicKey;
import dev.orrery.proto.tendermint.types.BlockID;
import dev.orrery.proto.tendermint.types.Header;
import dev.orrery.proto.tendermint.types.SimpleValidator;
import java.util.List;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;

/** The hashes in and over a header that light clients check. Pure functions. CometBFT types/block.go, types/validator_set.go. */
public final class BlockHash {
    /** Of validators' addresses. cometbft crypto: AddressSize. */
    public static final int ADDRESS_BYTES = 20;

    private BlockHash() {}

    /** The hash of a block. A header without validators hash has none: it is empty. */
    public static ByteString of(Header header) {
        if (header.getValidatorsHash().isEmpty()) {
            return ByteString.EMPTY;
        }
        return root(List.of(
                header.getVersion().toByteString(),
                StringValue.of(header.getChainId()).toByteString(),
                Int64Value.of(header.getHeight()).toByteString(),
                time(header).toByteString(),
                complete(header.getLastBlockId()).toByteString(),
                wrapped(header.getLastCommitHash()),
                wrapped(header.getDataHash()),
                wrapped(header.getValidatorsHash()),
                wrapped(header.getNextValidatorsHash()),
                wrapped(header.getConsensusHash()),
                wrapped(header.getAppHash()),
                wrapped(header.getLastResultsHash()),
                wrapped(header.getEvidenceHash()),
                wrapped(header.getProposerAddress())));
    }

    /** What one validator adds to the hash of its set. */
    public static ByteString leaf(PublicKey key, long power) {
        return SimpleValidator.newBuilder()
                .setPubKey(key)
                .setVotingPower(power)
                .build()
                .toByteString();
    }

    /** The root over these leaves. */
    public static ByteString root(List<ByteString> leaves) {
        return ByteString.copyFrom(
                MerkleTree.root(leaves.stream().map(ByteString::toByteArray).toList()));
    }

    /** Under which a validator votes. */
    public static ByteString address(PublicKey key) {
        byte[] ed25519 = key.getEd25519().toByteArray();
        return switch (key.getSumCase()) {
            case ED25519 -> ByteString.copyFrom(Sha256.of(ed25519), 0, ADDRESS_BYTES);
            case SECP256K1 -> bitcoinAddress(key.getSecp256K1().toByteArray());
            case SUM_NOT_SET -> throw new IllegalArgumentException("a public key of no kind");
        };
    }

    /** With the part of it that Go always writes. */
    static BlockID complete(BlockID id) {
        return id.toBuilder().setPartSetHeader(id.getPartSetHeader()).build();
    }

    private static com.google.protobuf.Timestamp time(Header header) {
        return header.hasTime() ? header.getTime() : GoTimes.timestamp(GoTimes.ZERO);
    }

    private static ByteString wrapped(ByteString value) {
        return BytesValue.of(value).toByteString();
    }

    private static ByteString bitcoinAddress(byte[] key) {
        byte[] hash = Sha256.of(key);
        RIPEMD160Digest digest = new RIPEMD160Digest();
        digest.update(hash, 0, hash.length);
        byte[] address = new byte[digest.getDigestSize()];
        digest.doFinal(address, 0);
        return ByteString.copyFrom(address);
    }
}
