package dev.orrery.server.chain;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.ByteString;
import dev.orrery.chain.ChainConfig;
import dev.orrery.chain.FirstValidator;
import dev.orrery.chain.FirstValidators;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.tx.Ed25519PublicKey;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A genesis file of CometBFT, which knows who votes, completed by the state that belongs to it: every validator has what it votes
 * with at stake.
 */
public final class CometGenesis {
    private static final String ED25519 = "tendermint/PubKeyEd25519";

    /** Of one validator; far below what CometBFT takes of all (types/validator_set.go: MaxTotalVotingPower). */
    public static final long MAX_POWER = 1_000_000_000_000L;

    private final JsonObject document;

    private CometGenesis(JsonObject document) {
        this.document = document;
    }

    /**
     * What the file doesn't say.
     *
     * @param defaults parts of the state in JSON by module, see {@link dev.orrery.chain.Wiring#defaultGenesis}
     * @param operators who run the validators, in the file's order; further validators are run by nobody who has a key
     * @param power of each validator, instead of what the file says
     */
    public record Additions(
            AddressFormats formats,
            Map<String, String> defaults,
            Optional<String> chainId,
            List<Funding> funded,
            List<Address> operators,
            OptionalLong power) {}

    /** What {@link Additions#defaults} usually are. */
    public static Map<String, String> defaults(ChainConfig config) throws IOException {
        return StateMachine.defaultGenesis(config);
    }

    /** @throws IllegalArgumentException if it isn't a genesis; the message says why */
    public static CometGenesis parse(String text) {
        if (GenesisText.parse(text) instanceof JsonObject document) {
            return new CometGenesis(document);
        }
        throw new IllegalArgumentException("not a JSON object");
    }

    /**
     * The same with the state.
     *
     * @throws IllegalArgumentException if something in it can't be; the message names it
     */
    public JsonObject complete(Additions additions) {
        if (document.get("app_state") instanceof JsonObject state && !state.isEmpty()) {
            throw new IllegalArgumentException("app_state is there already");
        }
        JsonObject completed = document.deepCopy();
        additions.chainId().ifPresent(id -> completed.addProperty("chain_id", id));
        JsonArray validators = validators(completed);
        if (additions.operators().size() > validators.size()) {
            throw new IllegalArgumentException(
                    additions.operators().size() + " operators for " + validators.size() + " validators");
        }
        List<FirstValidator> staked = new ArrayList<>();
        for (JsonElement each : validators) {
            JsonObject validator = object(each, "validators");
            additions.power().ifPresent(power -> validator.addProperty("power", Long.toString(power)));
            staked.add(staked(validator, staked.size(), additions.operators()));
        }
        completed.add(
                "app_state",
                ChainGenesis.state(
                        additions.defaults(), additions.funded(), new FirstValidators(additions.formats(), staked)));
        return completed;
    }

    private static JsonArray validators(JsonObject document) {
        if (document.get("validators") instanceof JsonArray array && !array.isEmpty()) {
            return array;
        }
        throw new IllegalArgumentException("validators: there are none");
    }

    private static FirstValidator staked(JsonObject validator, int index, List<Address> operators) {
        String where = "validators[" + index + "]";
        JsonObject publicKey = object(validator.get("pub_key"), where + ".pub_key");
        if (!text(publicKey, "type", where + ".pub_key").equals(ED25519)) {
            throw new IllegalArgumentException(where + ".pub_key.type: only " + ED25519 + " is taken");
        }
        Ed25519PublicKey key = key(text(publicKey, "value", where + ".pub_key"), where);
        Coin stake = new Coin(
                LocalChain.STAKING_DENOM,
                BigInteger.valueOf(power(text(validator, "power", where), where))
                        .multiply(BigInteger.valueOf(FirstValidators.TOKENS_OF_POWER)));
        Address operator = index < operators.size() ? operators.get(index) : key.address();
        return new FirstValidator(key.key(), operator, moniker(validator, index), stake);
    }

    private static Ed25519PublicKey key(String base64, String where) {
        try {
            return new Ed25519PublicKey(ByteString.copyFrom(Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException | ChainException e) {
            throw new IllegalArgumentException(
                    where + ".pub_key.value: '" + base64 + "' is no key of 32 bytes in base64", e);
        }
    }

    private static long power(String text, String where) {
        try {
            long power = Long.parseLong(text);
            if (power > 0 && power <= MAX_POWER) {
                return power;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number that is out of range.
        }
        throw new IllegalArgumentException(where + ".power: '" + text + "' is not from 1 to " + MAX_POWER);
    }

    private static String moniker(JsonObject validator, int index) {
        String name = validator.get("name") instanceof JsonPrimitive primitive ? primitive.getAsString() : "";
        return name.isEmpty() ? "validator-" + index : name;
    }

    private static JsonObject object(JsonElement element, String where) {
        if (element instanceof JsonObject object) {
            return object;
        }
        throw new IllegalArgumentException(where + ": not an object");
    }

    private static String text(JsonObject object, String field, String where) {
        if (object.get(field) instanceof JsonPrimitive primitive) {
            return primitive.getAsString();
        }
        throw new IllegalArgumentException(where + "." + field + ": missing");
    }
}
