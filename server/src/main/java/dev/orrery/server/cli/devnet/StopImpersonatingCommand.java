package dev.orrery.server.cli.devnet;

import com.google.gson.JsonObject;
import dev.orrery.server.cli.contracts.SenderOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code orrery devnet stop-impersonating}. */
@Command(
        name = "stop-impersonating",
        header = "Look at an account's signatures again.",
        description = "%nEnds what 'orrery devnet impersonate' began.%n",
        mixinStandardHelpOptions = true,
        footer = "%nExample:%n  orrery devnet stop-impersonating wasm1…")
public final class StopImpersonatingCommand implements Runnable {
    @Mixin
    private RpcOption rpc;

    @Parameters(paramLabel = "ADDRESS", description = "An address, or a name as in 'orrery execute --from'.")
    private String address;

    @Override
    public void run() {
        JsonObject params = new JsonObject();
        params.addProperty("address", SenderOption.addressOf(address));
        rpc.call("orrery_stopImpersonating", params);
    }
}
