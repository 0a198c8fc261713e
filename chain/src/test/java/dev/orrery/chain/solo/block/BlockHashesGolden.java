package dev.orrery.chain.solo.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.orrery.ibc.commitment.MerkleTree;
import dev.orrery.ibc.light.tendermint.VoteBytes;
import dev.orrery.proto.tendermint.types.Block;
import dev.orrery.proto.tendermint.types.BlockID;
import dev.orrery.proto.tendermint.types.BlockParams;
import dev.orrery.proto.tendermint.types.Commit;
import dev.orrery.proto.tendermint.types.CommitSig;
import dev.orrery.proto.tendermint.types.ConsensusParams;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.junit.jupiter.api.Test;

class BlockHashesGolden {
    @Test
    void blockIdsAreThoseThatTheRealNodeComputed() {
        assertEquals(RecordedBlocks.ID_1, NextBlock.idOf(RecordedBlocks.first()));
        assertEquals(RecordedBlocks.ID_2, NextBlock.idOf(RecordedBlocks.second()));
        assertEquals(RecordedBlocks.ID_37, NextBlock.idOf(RecordedBlocks.thirtySeventh()));
    }

    @Test
    void hashesInHeadersAreThoseThatTheRealNodeComputed() {
        for (Block block : List.of(RecordedBlocks.first(), RecordedBlocks.second(), RecordedBlocks.thirtySeventh())) {
            assertEquals(
                    block.getHeader().getDataHash(),
                    BlockHashes.transactions(block.getData().getTxsList()));
            assertEquals(block.getHeader().getLastCommitHash(), BlockHashes.commit(block.getLastCommit()));
        }
        assertEquals(
                RecordedBlocks.VALIDATORS_HASH,
                new ValidatorSet(List.of(new Validator(RecordedBlocks.VALIDATOR, RecordedBlocks.POWER))).hash());
        assertEquals(
                RecordedBlocks.CONSENSUS_HASH,
                BlockHashes.consensusParams(ConsensusParams.newBuilder()
                        .setBlock(
                                BlockParams.newBuilder().setMaxBytes(22_020_096).setMaxGas(-1))
                        .build()));
        assertEquals(RecordedBlocks.ADDRESS, new Validator(RecordedBlocks.VALIDATOR, 1).address());
    }

    @Test
    void precommitBytesAreThoseThatTheRealValidatorSigned() {
        assertTrue(verifies(RecordedBlocks.commitTo1(), RecordedBlocks.ID_1));
        assertTrue(verifies(RecordedBlocks.commitTo2(), RecordedBlocks.ID_2));
        assertFalse(verifies(RecordedBlocks.commitTo2(), RecordedBlocks.ID_1));
    }

    @Test
    void ourSignatureVerifiesLikeTheirs() {
        ConsensusKey key = ConsensusKey.fromSeed(new byte[32]);
        ValidatorSet validators = new ValidatorSet(List.of(
                new Validator(key.publicKey(), 10), new Validator(RecordedBlocks.VALIDATOR, RecordedBlocks.POWER)));
        Commit commit = NextBlock.commit(
                RecordedBlocks.CHAIN_ID,
                2,
                RecordedBlocks.ID_2,
                RecordedBlocks.time("2026-01-01T00:00:00Z"),
                validators,
                key);
        assertEquals(2, commit.getSignaturesCount());
        assertTrue(commit.getSignatures(0).getSignature().isEmpty(), "a validator whose key is elsewhere is absent");
        assertTrue(verifies(
                commit.getSignatures(1), 2, RecordedBlocks.ID_2, key.publicKey().getEd25519()));
    }

    @Test
    void transactionProofsLeadToTheDataHash() {
        for (int total = 1; total <= 9; total++) {
            List<ByteString> transactions = IntStream.range(0, total)
                    .mapToObj(i -> ByteString.copyFromUtf8("tx" + i))
                    .toList();
            for (int index = 0; index < total; index++) {
                TxProof proof = TxProof.of(transactions, index);
                assertEquals(BlockHashes.transactions(transactions), proof.root());
                assertEquals(proof.root(), rootOf(proof));
            }
        }
    }

    /** Climbs from the leaf by the aunts alone, as a light client does. */
    private static ByteString rootOf(TxProof proof) {
        return ByteString.copyFrom(
                climb(proof.index(), proof.total(), proof.leaf().toByteArray(), proof.aunts()));
    }

    private static byte[] climb(int index, int total, byte[] leaf, List<ByteString> aunts) {
        if (total == 1) {
            assertTrue(aunts.isEmpty());
            return leaf;
        }
        int split = Integer.highestOneBit(total - 1);
        byte[] aunt = aunts.getLast().toByteArray();
        List<ByteString> lower = aunts.subList(0, aunts.size() - 1);
        return index < split
                ? MerkleTree.node(climb(index, split, leaf, lower), aunt)
                : MerkleTree.node(aunt, climb(index - split, total - split, leaf, lower));
    }

    private static boolean verifies(Commit commit, BlockID block) {
        return verifies(commit.getSignatures(0), commit.getHeight(), block, RecordedBlocks.VALIDATOR.getEd25519());
    }

    private static boolean verifies(CommitSig signature, long height, BlockID block, ByteString key) {
        byte[] message = VoteBytes.precommit(RecordedBlocks.CHAIN_ID, height, 0, block, signature.getTimestamp());
        Ed25519Signer verifier = new Ed25519Signer();
        verifier.init(false, new Ed25519PublicKeyParameters(key.toByteArray(), 0));
        verifier.update(message, 0, message.length);
        return verifier.verifySignature(signature.getSignature().toByteArray());
    }
}
