package dev.orrery.server.cli.devnet;

import com.google.gson.JsonObject;
import dev.orrery.server.cli.contracts.Keys;
import java.util.Base64;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code orrery devnet get-storage}. */
@Command(
        name = "get-storage",
        header = "Read one entry of a contract's state.",
        description =
                "%nPrints the value in base64; nothing if there is none. 'orrery state' lists all entries as text.%n",
        mixinStandardHelpOptions = true,
        footer = "%nExample:%n  orrery devnet get-storage wasm14hj2… state")
public final class GetStorageCommand implements Runnable {
    @Mixin
    private RpcOption rpc;

    @Parameters(index = "0", paramLabel = "CONTRACT", description = "Its address.")
    private String contract;

    @Parameters(index = "1", paramLabel = "KEY", description = "Text, or hexadecimal behind 0x.")
    private String key;

    @Override
    public void run() {
        JsonObject params = new JsonObject();
        params.addProperty("contract", contract);
        params.addProperty(
                "key", Base64.getEncoder().encodeToString(Keys.parse(key).toByteArray()));
        rpc.call("orrery_getStorage", params);
    }
}
