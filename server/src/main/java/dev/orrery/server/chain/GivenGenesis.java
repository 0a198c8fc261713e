package dev.orrery.server.chain;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import dev.orrery.chain.solo.block.ConsensusKey;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.tendermint.abci.RequestInitChain;
import dev.orrery.proto.tendermint.types.ABCIParams;
import dev.orrery.proto.tendermint.types.BlockParams;
import dev.orrery.proto.tendermint.types.ConsensusParams;
import dev.orrery.proto.tendermint.types.EvidenceParams;
import dev.orrery.proto.tendermint.types.ValidatorParams;
import dev.orrery.proto.tendermint.types.VersionParams;
import dev.orrery.relayer.node.Fields;
import dev.orrery.relayer.node.NodeException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A genesis that somebody else wrote, {@code wasmd} for example, and the key of the validator that makes the blocks.
 *
 * @param file where it stands
 * @param request what the application is told, but for the state
 * @param appState by module
 */
public record GivenGenesis(Path file, RequestInitChain request, Fields appState, ConsensusKey key) {
    /**
     * @param keyFile as CometBFT writes it; absent: the one that lies beside the genesis
     * @throws IOException if one of them can't be read; the message names file and field
     */
    public static GivenGenesis read(Path file, Optional<Path> keyFile) throws IOException {
        Fields genesis = GenesisText.json(file);
        ConsensusKey key = ValidatorKeyFile.read(keyFile.orElseGet(() -> file.resolveSibling(ValidatorKeyFile.NAME)));
        try {
            return new GivenGenesis(file, request(genesis), genesis.object("app_state"), key);
        } catch (NodeException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    public String chainId() {
        return request.getChainId();
    }

    /** The token that is staked; empty where the genesis has none. */
    public String stakingDenom() {
        return appState.has("staking")
                ? appState.object("staking").object("params").text("bond_denom")
                : "";
    }

    /**
     * What the application is told.
     *
     * @param defaults parts of the state in JSON, by module, for modules that the genesis doesn't know
     */
    RequestInitChain request(Map<String, String> defaults) {
        JsonObject state = new JsonObject();
        appState.json().entrySet().forEach(part -> state.add(part.getKey(), part.getValue()));
        defaults.forEach((module, part) -> {
            if (!state.has(module)) {
                state.add(module, JsonParser.parseString(part));
            }
        });
        return request.toBuilder()
                .setAppStateBytes(ByteString.copyFromUtf8(state.toString()))
                .build();
    }

    private static RequestInitChain request(Fields genesis) {
        // The Cosmos SDK wraps since 0.50 what CometBFT has at the top.
        Fields params = genesis.has("consensus")
                ? genesis.object("consensus").object("params")
                : genesis.object("consensus_params");
        long height = genesis.number("initial_height");
        return RequestInitChain.newBuilder()
                .setTime(genesis.time("genesis_time"))
                .setChainId(genesis.text("chain_id"))
                .setInitialHeight(height == 0 ? 1 : height)
                .setConsensusParams(params(params))
                .build();
    }

    private static ConsensusParams params(Fields params) {
        Fields block = params.object("block");
        Fields evidence = params.object("evidence");
        return ConsensusParams.newBuilder()
                .setBlock(BlockParams.newBuilder()
                        .setMaxBytes(block.number("max_bytes"))
                        .setMaxGas(block.number("max_gas")))
                .setEvidence(EvidenceParams.newBuilder()
                        .setMaxAgeNumBlocks(evidence.number("max_age_num_blocks"))
                        .setMaxAgeDuration(Times.duration(Duration.ofNanos(evidence.number("max_age_duration"))))
                        .setMaxBytes(evidence.number("max_bytes")))
                .setValidator(ValidatorParams.newBuilder()
                        .addAllPubKeyTypes(params.object("validator").texts("pub_key_types")))
                .setVersion(VersionParams.getDefaultInstance())
                .setAbci(ABCIParams.getDefaultInstance())
                .build();
    }
}
