package dev.orrery.ibc.light.tendermint;

import com.google.protobuf.ByteString;
import dev.orrery.proto.tendermint.types.BlockID;
import dev.orrery.proto.tendermint.types.Commit;
import dev.orrery.proto.tendermint.types.CommitSig;
import dev.orrery.proto.tendermint.types.Header;
import dev.orrery.proto.tendermint.types.SignedHeader;

/** Checks of a header and its commit that need nothing else. CometBFT types/block.go, types/light.go. */
final class SignedBlock {
    /** Of the block format. cometbft version/version.go: BlockProtocol. */
    private static final int BLOCK_PROTOCOL = 11;

    /** cometbft types/genesis.go: MaxChainIDLen. Bytes. */
    static final int MAX_CHAIN_ID_BYTES = 50;

    private static final int HASH_BYTES = 32;

    /** Of any kind of signature; BLS has the longest. Bytes. cometbft types/signable.go: MaxSignatureSize. */
    private static final int MAX_SIGNATURE_BYTES = 96;

    private static final int FLAG_ABSENT = 1;
    static final int FLAG_COMMIT = 2;
    private static final int FLAG_NIL = 3;

    private SignedBlock() {}

    /** What reading a signed header refuses, before anything is compared. */
    static void checkRead(SignedHeader block) {
        if (block.hasHeader()) {
            checkId(block.getHeader().getLastBlockId());
            checkHeader(block.getHeader());
        }
        if (block.hasCommit()) {
            checkCommit(block.getCommit());
        }
    }

    /** Whether header and commit belong together and to the chain. The parts have been checked by {@link #checkRead}. */
    static void check(SignedHeader block, String chainId) {
        if (!block.hasHeader()) {
            throw new CometRefusal("missing header");
        }
        if (!block.hasCommit()) {
            throw new CometRefusal("missing commit");
        }
        Header header = block.getHeader();
        if (!header.getChainId().equals(chainId)) {
            throw new CometRefusal(
                    "header belongs to another chain " + quoted(header.getChainId()) + ", not " + quoted(chainId));
        }
        Commit commit = block.getCommit();
        if (commit.getHeight() != header.getHeight()) {
            throw new CometRefusal(
                    "header and commit height mismatch: " + header.getHeight() + " vs " + commit.getHeight());
        }
        ByteString hash = BlockHash.of(header);
        if (!hash.equals(commit.getBlockId().getHash())) {
            throw new CometRefusal("commit signs block "
                    + Texts.hex(commit.getBlockId().getHash()) + ", header is block " + Texts.hex(hash));
        }
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private static void checkHeader(Header header) {
        if (header.getVersion().getBlock() != BLOCK_PROTOCOL) {
            throw new CometRefusal("block protocol is incorrect: got: "
                    + Long.toUnsignedString(header.getVersion().getBlock()) + ", want: " + BLOCK_PROTOCOL + " ");
        }
        int length = ByteString.copyFromUtf8(header.getChainId()).size();
        if (length > MAX_CHAIN_ID_BYTES) {
            throw new CometRefusal("chainID is too long; got: " + length + ", max: " + MAX_CHAIN_ID_BYTES);
        }
        if (header.getHeight() <= 0) {
            throw new CometRefusal(header.getHeight() < 0 ? "negative Height" : "zero Height");
        }
        checkHash("wrong LastCommitHash: ", header.getLastCommitHash());
        checkHash("wrong DataHash: ", header.getDataHash());
        checkHash("wrong EvidenceHash: ", header.getEvidenceHash());
        if (header.getProposerAddress().size() != BlockHash.ADDRESS_BYTES) {
            throw new CometRefusal("invalid ProposerAddress length; got: "
                    + header.getProposerAddress().size() + ", expected: " + BlockHash.ADDRESS_BYTES);
        }
        checkHash("wrong ValidatorsHash: ", header.getValidatorsHash());
        checkHash("wrong NextValidatorsHash: ", header.getNextValidatorsHash());
        checkHash("wrong ConsensusHash: ", header.getConsensusHash());
        checkHash("wrong LastResultsHash: ", header.getLastResultsHash());
        GoTimes.instant(header.hasTime(), header.getTime());
    }

    private static void checkCommit(Commit commit) {
        checkId(commit.getBlockId());
        for (CommitSig signature : commit.getSignaturesList()) {
            checkSignature(signature);
        }
        if (commit.getHeight() < 0) {
            throw new CometRefusal("negative Height");
        }
        if (commit.getRound() < 0) {
            throw new CometRefusal("negative Round");
        }
        if (commit.getHeight() >= 1) {
            if (VoteBytes.isNone(commit.getBlockId())) {
                throw new CometRefusal("commit cannot be for nil block");
            }
            if (commit.getSignaturesCount() == 0) {
                throw new CometRefusal("no signatures in commit");
            }
        }
    }

    static void checkId(BlockID id) {
        checkHash("wrong Hash: ", id.getPartSetHeader().getHash());
        if (!isHash(id.getHash())) {
            throw new CometRefusal("wrong Hash");
        }
    }

    /** Quirk: the reference keeps one byte of the flag. */
    static int flag(CommitSig signature) {
        return signature.getBlockIdFlagValue() & 0xff;
    }

    private static void checkSignature(CommitSig signature) {
        java.time.Instant time = GoTimes.instant(signature.hasTimestamp(), signature.getTimestamp());
        switch (flag(signature)) {
            case FLAG_ABSENT -> {
                require(signature.getValidatorAddress().isEmpty(), "validator address is present");
                require(time.equals(GoTimes.ZERO), "time is present");
                require(signature.getSignature().isEmpty(), "signature is present");
            }
            case FLAG_COMMIT, FLAG_NIL -> {
                int size = signature.getValidatorAddress().size();
                require(
                        size == BlockHash.ADDRESS_BYTES,
                        "expected ValidatorAddress size to be " + BlockHash.ADDRESS_BYTES + " bytes, got " + size
                                + " bytes");
                require(!signature.getSignature().isEmpty(), "signature is missing");
                require(
                        signature.getSignature().size() <= MAX_SIGNATURE_BYTES,
                        "signature is too big (max: " + MAX_SIGNATURE_BYTES + ")");
            }
            default -> throw new CometRefusal("unknown BlockIDFlag: " + flag(signature));
        }
    }

    private static void require(boolean fine, String otherwise) {
        if (!fine) {
            throw new CometRefusal(otherwise);
        }
    }

    private static boolean isHash(ByteString hash) {
        return hash.isEmpty() || hash.size() == HASH_BYTES;
    }

    /** Hashes may be missing, but not be of another length. */
    static void checkHash(String outer, ByteString hash) {
        if (!isHash(hash)) {
            throw new CometRefusal(
                    outer + "expected size to be " + HASH_BYTES + " bytes, got " + hash.size() + " bytes");
        }
    }
}
