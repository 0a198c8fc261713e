package dev.orrery.server.chain;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.protobuf.ByteString;
import dev.orrery.chain.solo.block.ConsensusKey;
import dev.orrery.relayer.node.Fields;
import dev.orrery.relayer.node.NodeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A validator's key in the form of CometBFT (privval/file.go). */
final class ValidatorKeyFile {
    /** As CometBFT calls the file beside the genesis. cometbft config/config.go: defaultPrivValKeyName. */
    static final String NAME = "priv_validator_key.json";

    /** What CometBFT calls a key of the only kind that validators have. */
    static final String PUBLIC_KEY = "tendermint/PubKeyEd25519";

    private static final String PRIVATE_KEY = "tendermint/PrivKeyEd25519";

    /** Seed and public key. */
    private static final int PRIVATE_KEY_BYTES = 64;

    private static final int SEED_BYTES = 32;

    private ValidatorKeyFile() {}

    /** @throws IOException if it can't be read, or is no such key; the message names file and field */
    static ConsensusKey read(Path file) throws IOException {
        try {
            Fields key = GenesisText.json(file).object("priv_key");
            byte[] bytes = key.base64("value").toByteArray();
            if (!key.text("type").equals(PRIVATE_KEY) || bytes.length != PRIVATE_KEY_BYTES) {
                throw new IOException(file + ": priv_key is no " + PRIVATE_KEY + " of " + PRIVATE_KEY_BYTES + " bytes");
            }
            return ConsensusKey.fromSeed(Arrays.copyOf(bytes, SEED_BYTES));
        } catch (NodeException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    static String write(ConsensusKey key) {
        ByteString publicKey = key.publicKey().getEd25519();
        JsonObject file = new JsonObject();
        file.addProperty(
                "address",
                HexFormat.of().withUpperCase().formatHex(key.address().toByteArray()));
        file.add("pub_key", typed(PUBLIC_KEY, publicKey));
        file.add("priv_key", typed(PRIVATE_KEY, ByteString.copyFrom(key.seed()).concat(publicKey)));
        return new GsonBuilder()
                .disableHtmlEscaping()
                .setPrettyPrinting()
                .create()
                .toJson(file);
    }

    private static JsonObject typed(String type, ByteString bytes) {
        JsonObject key = new JsonObject();
        key.addProperty("type", type);
        key.addProperty("value", Base64.getEncoder().encodeToString(bytes.toByteArray()));
        return key;
    }
}
