package dev.orrery.relayer.node;

import com.google.protobuf.ByteString;
import dev.orrery.proto.tendermint.crypto.PublicKey;
import dev.orrery.proto.tendermint.types.BlockID;
import dev.orrery.proto.tendermint.types.Commit;
import dev.orrery.proto.tendermint.types.CommitSig;
import dev.orrery.proto.tendermint.types.Header;
import dev.orrery.proto.tendermint.types.PartSetHeader;
import dev.orrery.proto.tendermint.types.SignedHeader;
import dev.orrery.proto.tendermint.types.Validator;
import dev.orrery.proto.tendermint.types.ValidatorSet;
import dev.orrery.proto.tendermint.version.Consensus;
import java.util.List;

/** Headers, commits and validators, from the JSON in which CometBFT tells them. */
public final class Headers {
    private Headers() {}

    static SignedHeader signed(Fields json) {
        return SignedHeader.newBuilder()
                .setHeader(header(json.object("header")))
                .setCommit(commit(json.object("commit")))
                .build();
    }

    public static Header header(Fields json) {
        Fields version = json.object("version");
        return Header.newBuilder()
                .setVersion(
                        Consensus.newBuilder().setBlock(version.number("block")).setApp(version.number("app")))
                .setChainId(json.text("chain_id"))
                .setHeight(json.number("height"))
                .setTime(json.time("time"))
                .setLastBlockId(blockId(json.object("last_block_id")))
                .setLastCommitHash(json.hex("last_commit_hash"))
                .setDataHash(json.hex("data_hash"))
                .setValidatorsHash(json.hex("validators_hash"))
                .setNextValidatorsHash(json.hex("next_validators_hash"))
                .setConsensusHash(json.hex("consensus_hash"))
                .setAppHash(json.hex("app_hash"))
                .setLastResultsHash(json.hex("last_results_hash"))
                .setEvidenceHash(json.hex("evidence_hash"))
                .setProposerAddress(json.hex("proposer_address"))
                .build();
    }

    public static Commit commit(Fields json) {
        return Commit.newBuilder()
                .setHeight(json.number("height"))
                .setRound(json.integer("round"))
                .setBlockId(blockId(json.object("block_id")))
                .addAllSignatures(json.objects("signatures").stream()
                        .map(Headers::signature)
                        .toList())
                .build();
    }

    public static BlockID blockId(Fields json) {
        Fields parts = json.object("parts");
        return BlockID.newBuilder()
                .setHash(json.hex("hash"))
                .setPartSetHeader(PartSetHeader.newBuilder()
                        .setTotal(parts.integer("total"))
                        .setHash(parts.hex("hash")))
                .build();
    }

    private static CommitSig signature(Fields json) {
        return CommitSig.newBuilder()
                .setBlockIdFlagValue(json.integer("block_id_flag"))
                .setValidatorAddress(json.hex("validator_address"))
                .setTimestamp(json.time("timestamp"))
                .setSignature(json.base64("signature"))
                .build();
    }

    /** @param proposer whom verifiers want to see named, though it changes nothing */
    static ValidatorSet validators(List<Validator> validators, ByteString proposer) {
        if (validators.isEmpty()) {
            throw NodeException.unreadable("validators: there are none");
        }
        return ValidatorSet.newBuilder()
                .addAllValidators(validators)
                .setProposer(validators.stream()
                        .filter(each -> each.getAddress().equals(proposer))
                        .findFirst()
                        .orElse(validators.getFirst()))
                .setTotalVotingPower(
                        validators.stream().mapToLong(Validator::getVotingPower).sum())
                .build();
    }

    public static Validator validator(Fields json) {
        return Validator.newBuilder()
                .setAddress(json.hex("address"))
                .setPubKey(key(json.object("pub_key")))
                .setVotingPower(json.number("voting_power"))
                .setProposerPriority(json.number("proposer_priority"))
                .build();
    }

    private static PublicKey key(Fields json) {
        return switch (json.text("type")) {
            case "tendermint/PubKeyEd25519" ->
                PublicKey.newBuilder().setEd25519(json.base64("value")).build();
            case "tendermint/PubKeySecp256k1" ->
                PublicKey.newBuilder().setSecp256K1(json.base64("value")).build();
            default -> throw NodeException.unreadable(json.path() + ": a key of type " + json.text("type"));
        };
    }
}
