package dev.orrery.server.comet;

import static dev.orrery.server.comet.CometJson.array;
import static dev.orrery.server.comet.CometJson.arrayOrNull;
import static dev.orrery.server.comet.CometJson.base64;
import static dev.orrery.server.comet.CometJson.base64OrNull;
import static dev.orrery.server.comet.CometJson.hex;
import static dev.orrery.server.comet.CometJson.integer;
import static dev.orrery.server.comet.CometJson.object;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.orrery.chain.solo.block.BlockHashes;
import dev.orrery.chain.solo.block.TxProof;
import dev.orrery.proto.tendermint.abci.Event;
import dev.orrery.proto.tendermint.abci.EventAttribute;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.proto.tendermint.abci.ResponseCheckTx;
import dev.orrery.proto.tendermint.abci.ResponseFinalizeBlock;
import dev.orrery.proto.tendermint.abci.ResponseQuery;
import dev.orrery.proto.tendermint.abci.TxResult;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import dev.orrery.proto.tendermint.crypto.ProofOp;
import java.util.Optional;

/** What the application answers. */
final class ResultJson {
    private ResultJson() {}

    static JsonObject event(Event event) {
        JsonObject json = new JsonObject();
        json.addProperty("type", event.getType());
        json.add("attributes", array(event.getAttributesList(), ResultJson::attribute));
        return json;
    }

    static JsonObject execution(ExecTxResult result) {
        JsonObject json = new JsonObject();
        json.addProperty("code", Integer.toUnsignedLong(result.getCode()));
        json.add("data", base64OrNull(result.getData()));
        json.addProperty("log", result.getLog());
        json.addProperty("info", result.getInfo());
        json.add("gas_wanted", integer(result.getGasWanted()));
        json.add("gas_used", integer(result.getGasUsed()));
        json.add("events", array(result.getEventsList(), ResultJson::event));
        json.addProperty("codespace", result.getCodespace());
        return json;
    }

    static JsonObject check(ResponseCheckTx response) {
        JsonObject json = new JsonObject();
        json.addProperty("code", Integer.toUnsignedLong(response.getCode()));
        json.add("data", base64OrNull(response.getData()));
        json.addProperty("log", response.getLog());
        json.addProperty("info", response.getInfo());
        json.add("gas_wanted", integer(response.getGasWanted()));
        json.add("gas_used", integer(response.getGasUsed()));
        json.add("events", array(response.getEventsList(), ResultJson::event));
        json.addProperty("codespace", response.getCodespace());
        return json;
    }

    static JsonObject query(ResponseQuery response) {
        JsonObject json = new JsonObject();
        json.addProperty("code", Integer.toUnsignedLong(response.getCode()));
        json.addProperty("log", response.getLog());
        json.addProperty("info", response.getInfo());
        json.add("index", integer(response.getIndex()));
        json.add("key", base64OrNull(response.getKey()));
        json.add("value", base64OrNull(response.getValue()));
        json.add(
                "proofOps",
                response.hasProofOps()
                        ? object("ops", array(response.getProofOps().getOpsList(), ResultJson::proofOp))
                        : JsonNull.INSTANCE);
        json.add("height", integer(response.getHeight()));
        json.addProperty("codespace", response.getCodespace());
        return json;
    }

    static JsonObject transaction(TxResult result, Optional<TxProof> proof) {
        JsonObject json = new JsonObject();
        json.add("hash", hex(BlockHashes.transaction(result.getTx())));
        json.add("height", integer(result.getHeight()));
        json.addProperty("index", result.getIndex());
        json.add("tx_result", execution(result.getResult()));
        json.add("tx", base64(result.getTx()));
        proof.ifPresent(found -> json.add("proof", txProof(found, result)));
        return json;
    }

    /** As subscribers are told of it: an index of 0 is left out. */
    static JsonObject transactionEvent(TxResult result) {
        JsonObject json = new JsonObject();
        json.add("height", integer(result.getHeight()));
        if (result.getIndex() != 0) {
            json.addProperty("index", result.getIndex());
        }
        json.add("tx", base64(result.getTx()));
        json.add("result", execution(result.getResult()));
        return object("TxResult", json);
    }

    static JsonObject blockResults(long height, ResponseFinalizeBlock results) {
        JsonObject json = new JsonObject();
        json.add("height", integer(height));
        json.add("txs_results", arrayOrNull(results.getTxResultsList(), ResultJson::execution));
        json.add("finalize_block_events", array(results.getEventsList(), ResultJson::event));
        json.add("validator_updates", arrayOrNull(results.getValidatorUpdatesList(), ResultJson::validatorUpdate));
        json.add(
                "consensus_param_updates",
                results.hasConsensusParamUpdates()
                        ? BlockJson.paramsChange(results.getConsensusParamUpdates())
                        : JsonNull.INSTANCE);
        json.add("app_hash", base64(results.getAppHash()));
        return json;
    }

    /** As subscribers are told: no null, and empty lists are left out, but that of updates. Hermes can't read a null here. */
    static JsonObject finalized(ResponseFinalizeBlock results) {
        JsonObject json = new JsonObject();
        addUnlessEmpty(json, "events", array(results.getEventsList(), ResultJson::event));
        addUnlessEmpty(json, "tx_results", array(results.getTxResultsList(), ResultJson::execution));
        json.add("validator_updates", array(results.getValidatorUpdatesList(), ResultJson::validatorUpdate));
        if (results.hasConsensusParamUpdates()) {
            json.add("consensus_param_updates", BlockJson.paramsChange(results.getConsensusParamUpdates()));
        }
        json.add("app_hash", base64(results.getAppHash()));
        return json;
    }

    private static void addUnlessEmpty(JsonObject json, String name, JsonArray list) {
        if (!list.isEmpty()) {
            json.add(name, list);
        }
    }

    private static JsonObject attribute(EventAttribute attribute) {
        JsonObject json = new JsonObject();
        json.addProperty("key", attribute.getKey());
        json.addProperty("value", attribute.getValue());
        json.addProperty("index", attribute.getIndex());
        return json;
    }

    private static JsonObject validatorUpdate(ValidatorUpdate update) {
        JsonObject sum = new JsonObject();
        sum.addProperty("type", "tendermint.crypto.PublicKey_Ed25519");
        sum.add("value", object("ed25519", base64(update.getPubKey().getEd25519())));
        JsonObject json = new JsonObject();
        json.add("pub_key", object("Sum", sum));
        json.add("power", integer(update.getPower()));
        return json;
    }

    private static JsonObject proofOp(ProofOp op) {
        JsonObject json = new JsonObject();
        json.addProperty("type", op.getType());
        json.add("key", base64(op.getKey()));
        json.add("data", base64(op.getData()));
        return json;
    }

    private static JsonObject txProof(TxProof found, TxResult result) {
        JsonObject proof = new JsonObject();
        proof.add("total", integer(found.total()));
        proof.add("index", integer(found.index()));
        proof.add("leaf_hash", base64(found.leaf()));
        proof.add("aunts", array(found.aunts(), CometJson::base64));
        JsonObject json = new JsonObject();
        json.add("root_hash", hex(found.root()));
        json.add("data", base64(result.getTx()));
        json.add("proof", proof);
        return json;
    }
}
