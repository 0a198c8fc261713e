package dev.orrery.server.cli.contracts;

import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Who sends a message. Nobody signs anything here, so a name is as good as an address. */
final class SenderOption {
    private static final Pattern NAME = Pattern.compile("[a-z]{1,30}");

    /** The server's prefix unless it was started with another. */
    private static final AddressFormat FORMAT = new AddressFormat("wasm");

    @Option(
            names = "--from",
            paramLabel = "SENDER",
            defaultValue = "alice",
            description =
                    "Who sends: an address, or a name in small letters, for which an address is made up that stays"
                            + " the same. Default: ${DEFAULT-VALUE}.")
    private String sender;

    String address() {
        return addressOf(sender);
    }

    /** The address that a name stands for; anything else is taken for an address, which the server judges. */
    static String addressOf(String text) {
        return NAME.matcher(text).matches() ? FORMAT.text(Address.ofModule(text)) : text;
    }
}
