package dev.orrery.server.cli.devnet;

import com.google.gson.JsonObject;
import dev.orrery.server.cli.contracts.SenderOption;
import picocli.CommandLine.Parameters;

/** Of which account a command speaks. */
final class AccountParameter {
    @Parameters(
            index = "0",
            paramLabel = "ADDRESS",
            description = "An address, or a name as in 'orrery execute --from'.")
    private String address;

    /** The beginning of what the chain is told. */
    JsonObject params() {
        JsonObject params = new JsonObject();
        params.addProperty("address", SenderOption.addressOf(address));
        return params;
    }
}
