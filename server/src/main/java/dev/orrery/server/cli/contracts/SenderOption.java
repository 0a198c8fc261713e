package dev.orrery.server.cli.contracts;

import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.server.chain.DevAccount;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Who sends a message. Nobody signs anything here, so anybody can be named. */
public final class SenderOption {
    private static final Pattern NAME = Pattern.compile("[a-z]{1,30}");

    /** The server's prefix unless it was started with another. */
    private static final AddressFormat FORMAT = new AddressFormat("wasm");

    @Option(
            names = "--from",
            paramLabel = "SENDER",
            defaultValue = "alice",
            description =
                    "Who sends: an address; the name of an account that has coins from the start, as alice or test1; or any"
                            + " other name in small letters, for which an address is made up that stays the same."
                            + " Default: ${DEFAULT-VALUE}.")
    private String sender;

    String address() {
        return addressOf(sender);
    }

    /** The address that a name stands for; anything else is taken for an address, which the server judges. */
    public static String addressOf(String text) {
        Optional<Address> known = DevAccount.ALL.stream()
                .filter(account -> account.name().equals(text))
                .map(DevAccount::address)
                .findFirst();
        return known.or(() -> NAME.matcher(text).matches() ? Optional.of(Address.ofModule(text)) : Optional.empty())
                .map(FORMAT::text)
                .orElse(text);
    }
}
