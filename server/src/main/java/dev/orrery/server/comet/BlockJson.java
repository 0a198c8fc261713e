package dev.orrery.server.comet;

import static dev.orrery.server.comet.CometJson.array;
import static dev.orrery.server.comet.CometJson.base64;
import static dev.orrery.server.comet.CometJson.base64OrNull;
import static dev.orrery.server.comet.CometJson.hex;
import static dev.orrery.server.comet.CometJson.integer;
import static dev.orrery.server.comet.CometJson.object;
import static dev.orrery.server.comet.CometJson.time;
import static dev.orrery.server.comet.CometJson.unsigned;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.orrery.chain.solo.block.Validator;
import dev.orrery.proto.tendermint.crypto.PublicKey;
import dev.orrery.proto.tendermint.types.Block;
import dev.orrery.proto.tendermint.types.BlockID;
import dev.orrery.proto.tendermint.types.BlockMeta;
import dev.orrery.proto.tendermint.types.Commit;
import dev.orrery.proto.tendermint.types.CommitSig;
import dev.orrery.proto.tendermint.types.ConsensusParams;
import dev.orrery.proto.tendermint.types.Header;

/** Blocks and what is in them. */
final class BlockJson {
    private BlockJson() {}

    static JsonObject blockId(BlockID id) {
        JsonObject parts = new JsonObject();
        parts.addProperty("total", id.getPartSetHeader().getTotal());
        parts.add("hash", hex(id.getPartSetHeader().getHash()));
        JsonObject json = new JsonObject();
        json.add("hash", hex(id.getHash()));
        json.add("parts", parts);
        return json;
    }

    static JsonObject header(Header header) {
        JsonObject version = new JsonObject();
        version.add("block", unsigned(header.getVersion().getBlock()));
        if (header.getVersion().getApp() != 0) {
            version.add("app", unsigned(header.getVersion().getApp()));
        }
        JsonObject json = new JsonObject();
        json.add("version", version);
        json.addProperty("chain_id", header.getChainId());
        json.add("height", integer(header.getHeight()));
        json.add("time", time(header.getTime()));
        json.add("last_block_id", blockId(header.getLastBlockId()));
        json.add("last_commit_hash", hex(header.getLastCommitHash()));
        json.add("data_hash", hex(header.getDataHash()));
        json.add("validators_hash", hex(header.getValidatorsHash()));
        json.add("next_validators_hash", hex(header.getNextValidatorsHash()));
        json.add("consensus_hash", hex(header.getConsensusHash()));
        json.add("app_hash", hex(header.getAppHash()));
        json.add("last_results_hash", hex(header.getLastResultsHash()));
        json.add("evidence_hash", hex(header.getEvidenceHash()));
        json.add("proposer_address", hex(header.getProposerAddress()));
        return json;
    }

    static JsonObject block(Block block) {
        JsonObject json = new JsonObject();
        json.add("header", header(block.getHeader()));
        json.add("data", object("txs", array(block.getData().getTxsList(), CometJson::base64)));
        json.add("evidence", object("evidence", new JsonArray()));
        json.add("last_commit", commit(block.getLastCommit()));
        return json;
    }

    static JsonObject blockWithId(BlockID id, Block block) {
        JsonObject json = new JsonObject();
        json.add("block_id", blockId(id));
        json.add("block", block(block));
        return json;
    }

    static JsonObject meta(BlockMeta meta) {
        JsonObject json = new JsonObject();
        json.add("block_id", blockId(meta.getBlockId()));
        json.add("block_size", integer(meta.getBlockSize()));
        json.add("header", header(meta.getHeader()));
        json.add("num_txs", integer(meta.getNumTxs()));
        return json;
    }

    static JsonObject commit(Commit commit) {
        JsonObject json = new JsonObject();
        json.add("height", integer(commit.getHeight()));
        json.addProperty("round", commit.getRound());
        json.add("block_id", blockId(commit.getBlockId()));
        json.add("signatures", array(commit.getSignaturesList(), BlockJson::signature));
        return json;
    }

    static JsonObject publicKey(PublicKey key) {
        JsonObject json = new JsonObject();
        json.addProperty("type", "tendermint/PubKeyEd25519");
        json.add("value", base64(key.getEd25519()));
        return json;
    }

    static JsonObject validator(Validator validator) {
        JsonObject json = new JsonObject();
        json.add("address", hex(validator.address()));
        json.add("pub_key", publicKey(validator.key()));
        json.add("voting_power", integer(validator.power()));
        // Nobody takes turns in proposing.
        json.add("proposer_priority", integer(0));
        return json;
    }

    static JsonObject params(ConsensusParams params) {
        JsonObject json = paramsChange(params);
        json.getAsJsonObject("version").add("app", unsigned(params.getVersion().getApp()));
        json.getAsJsonObject("abci")
                .add("vote_extensions_enable_height", integer(params.getAbci().getVoteExtensionsEnableHeight()));
        return json;
    }

    /** The same as the application changes them: what is 0 is left out. */
    static JsonObject paramsChange(ConsensusParams params) {
        JsonObject block = new JsonObject();
        block.add("max_bytes", integer(params.getBlock().getMaxBytes()));
        block.add("max_gas", integer(params.getBlock().getMaxGas()));
        JsonObject evidence = new JsonObject();
        evidence.add("max_age_num_blocks", integer(params.getEvidence().getMaxAgeNumBlocks()));
        evidence.add("max_age_duration", CometJson.nanos(params.getEvidence().getMaxAgeDuration()));
        evidence.add("max_bytes", integer(params.getEvidence().getMaxBytes()));
        JsonArray keyTypes = new JsonArray();
        params.getValidator().getPubKeyTypesList().forEach(keyTypes::add);
        JsonObject json = new JsonObject();
        json.add("block", block);
        json.add("evidence", evidence);
        json.add("validator", object("pub_key_types", keyTypes));
        json.add("version", new JsonObject());
        json.add("abci", new JsonObject());
        return json;
    }

    private static JsonObject signature(CommitSig signature) {
        JsonObject json = new JsonObject();
        json.addProperty("block_id_flag", signature.getBlockIdFlagValue());
        json.add("validator_address", hex(signature.getValidatorAddress()));
        json.add("timestamp", time(signature.getTimestamp()));
        json.add("signature", base64OrNull(signature.getSignature()));
        return json;
    }
}
