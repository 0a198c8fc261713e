package dev.orrery.server.cli.devnet;

import com.google.gson.JsonObject;
import dev.orrery.server.cli.contracts.SenderOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code orrery devnet impersonate}. */
@Command(
        name = "impersonate",
        header = "Take transactions of an account whoever signed them.",
        description =
                "%nWith whatever key: clients that must sign can act for anybody. Sequence numbers and fees are as ever. It lasts until 'orrery devnet stop-impersonating', or until the chain goes back.%n",
        mixinStandardHelpOptions = true,
        footer = "%nExample:%n  orrery devnet impersonate wasm1…")
public final class ImpersonateCommand implements Runnable {
    @Mixin
    private RpcOption rpc;

    @Parameters(paramLabel = "ADDRESS", description = "An address, or a name as in 'orrery execute --from'.")
    private String address;

    @Override
    public void run() {
        JsonObject params = new JsonObject();
        params.addProperty("address", SenderOption.addressOf(address));
        rpc.call("orrery_impersonate", params);
    }
}
