package dev.orrery.server.cli.devnet;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.orrery.server.cli.contracts.Keys;
import java.util.Base64;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code orrery devnet set-storage}. */
@Command(
        name = "set-storage",
        header = "Write one entry of a contract's state behind its back.",
        description = "%nWithout a value the entry is deleted.%n",
        mixinStandardHelpOptions = true,
        footer = "%nExample:%n  orrery devnet set-storage wasm14hj2… state '{\"count\":41}'")
public final class SetStorageCommand implements Runnable {
    @Mixin
    private RpcOption rpc;

    @Parameters(index = "0", paramLabel = "CONTRACT", description = "Its address.")
    private String contract;

    @Parameters(index = "1", paramLabel = "KEY", description = "Text, or hexadecimal behind 0x.")
    private String key;

    @Parameters(index = "2", arity = "0..1", paramLabel = "VALUE", description = "The same. Absent: deletes the entry.")
    private Optional<String> value = Optional.empty();

    @Override
    public void run() {
        JsonObject change = new JsonObject();
        change.addProperty("key", base64(key));
        value.ifPresent(text -> change.addProperty("value", base64(text)));
        JsonArray changes = new JsonArray();
        changes.add(change);
        JsonObject params = new JsonObject();
        params.addProperty("contract", contract);
        params.add("changes", changes);
        rpc.call("orrery_setStorage", params);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(Keys.parse(text).toByteArray());
    }
}
