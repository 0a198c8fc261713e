package dev.orrery.server.chain;

import com.google.gson.stream.JsonWriter;
import dev.orrery.chain.StateExport;
import dev.orrery.chain.tx.Ed25519PublicKey;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.tendermint.types.BlockParams;
import dev.orrery.proto.tendermint.types.ConsensusParams;
import dev.orrery.proto.tendermint.types.EvidenceParams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A state as a genesis file, in the form that the Cosmos SDK gives it (x/genutil/types: AppGenesis).
 *
 * @param initialHeight the number of the first block; 0 stands for 1, as the SDK writes it
 * @param version of the program that writes it
 */
record GenesisForm(StateExport state, long initialHeight, String version) {
    /** Writes it, the long part in pieces. */
    void write(Writer out) throws IOException {
        JsonWriter json = new JsonWriter(out);
        json.beginObject();
        json.name("app_name").value("orrery");
        json.name("app_version").value(version);
        json.name("genesis_time").value(state.time().toString());
        json.name("chain_id").value(state.chainId());
        json.name("initial_height").value(initialHeight);
        json.name("app_hash").jsonValue("null");
        json.name("app_state").jsonValue(""); // the value goes past the writer, which would want all of it at once
        writeState(out);
        json.name("consensus").beginObject();
        writeVoters(json);
        json.name("params");
        writeParams(state.consensusParams(), json);
        json.endObject();
        json.endObject();
        out.write('\n');
    }

    private void writeState(Writer out) throws IOException {
        try {
            state.write(out);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void writeVoters(JsonWriter json) throws IOException {
        json.name("validators").beginArray();
        for (StateExport.Voter voter : state.voters()) {
            if (!(voter.key() instanceof Ed25519PublicKey key)) {
                throw new IOException("validator " + voter.moniker() + " has a key of a kind that no genesis can say");
            }
            json.beginObject();
            json.name("address")
                    .value(HexFormat.of()
                            .withUpperCase()
                            .formatHex(key.address().bytes()));
            json.name("pub_key").beginObject();
            json.name("type").value(ValidatorKeyFile.PUBLIC_KEY);
            json.name("value")
                    .value(Base64.getEncoder().encodeToString(key.key().toByteArray()));
            json.endObject();
            json.name("power").value(Long.toString(voter.power()));
            json.name("name").value(voter.moniker());
            json.endObject();
        }
        json.endArray();
    }

    private static void writeParams(ConsensusParams params, JsonWriter json) throws IOException {
        BlockParams block = params.getBlock();
        EvidenceParams evidence = params.getEvidence();
        json.beginObject();
        json.name("block").beginObject();
        json.name("max_bytes").value(Long.toString(block.getMaxBytes()));
        json.name("max_gas").value(Long.toString(block.getMaxGas()));
        json.endObject();
        json.name("evidence").beginObject();
        json.name("max_age_num_blocks").value(Long.toString(evidence.getMaxAgeNumBlocks()));
        json.name("max_age_duration")
                .value(Long.toString(
                        Times.duration(evidence.getMaxAgeDuration()).toNanos()));
        json.name("max_bytes").value(Long.toString(evidence.getMaxBytes()));
        json.endObject();
        json.name("validator").beginObject().name("pub_key_types").beginArray();
        for (String type : params.getValidator().getPubKeyTypesList()) {
            json.value(type);
        }
        json.endArray().endObject();
        json.name("version").beginObject().name("app").value("0").endObject();
        json.name("abci").beginObject();
        json.name("vote_extensions_enable_height")
                .value(Long.toString(params.getAbci().getVoteExtensionsEnableHeight()));
        json.endObject();
        json.endObject();
    }
}
