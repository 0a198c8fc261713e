package dev.orrery.chain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.wire.ProtoJsonReader;
import dev.orrery.chain.wire.ProtoJsonReader.BadJsonException;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The part of a genesis that is the application's: JSON by the names of modules. */
record AppState(JsonNode parts) {
    /** Characters of one string: a whole contract in base64. */
    private static final int MAX_STRING = 64 * 1024 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxStringLength(MAX_STRING).build())
            .build());

    /** @throws IllegalArgumentException if it isn't JSON */
    static AppState parse(ByteString json) {
        if (json.isEmpty()) {
            throw new IllegalArgumentException("the genesis has no app_state");
        }
        try {
            return new AppState(JSON.readTree(json.toString(StandardCharsets.UTF_8)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the genesis isn't JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Makes it the state of a chain without blocks.
     *
     * @param offered who votes on the first block, as the engine knows it; empty leaves it to the state
     * @return who votes
     * @throws IllegalArgumentException if a module can't begin like this; the message names it
     */
    List<ValidatorUpdate> init(Context context, Wiring wiring, List<ValidatorUpdate> offered) {
        ProtoJsonReader reader = new ProtoJsonReader(wiring.types());
        List<ValidatorUpdate> validators = new ArrayList<>();
        for (Module module : wiring.modules()) {
            if (parts.has(module.name())) {
                validators.addAll(init(module, context, new ModuleGenesis(parts.get(module.name()), reader)));
            }
        }
        List<ValidatorUpdate> declared =
                wiring.genesisTransactions().run(context, parts.path(GenesisTransactions.PART), reader);
        if (!validators.isEmpty() && !declared.isEmpty()) {
            throw new IllegalArgumentException(
                    "the genesis has validators in staking and in " + GenesisTransactions.PART);
        }
        validators.addAll(declared);
        requireSame(offered, validators);
        return validators;
    }

    private static List<ValidatorUpdate> init(Module module, Context context, ModuleGenesis genesis) {
        try {
            return module.initGenesis(context, genesis);
        } catch (BadJsonException | ChainException | IllegalArgumentException e) {
            throw new IllegalArgumentException("app_state." + module.name() + ": " + e.getMessage(), e);
        }
    }

    /** Who votes on the first block and who has the stake for it must be the same; a genesis without stake leaves it to the engine. */
    private static void requireSame(List<ValidatorUpdate> offered, List<ValidatorUpdate> staked) {
        if (!offered.isEmpty() && !staked.isEmpty() && !Set.copyOf(offered).equals(Set.copyOf(staked))) {
            throw new IllegalArgumentException("the validators of the genesis are not those of the engine");
        }
    }
}
