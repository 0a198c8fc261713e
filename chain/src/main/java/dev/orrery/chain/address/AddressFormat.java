package dev.orrery.chain.address;

import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;

/** How one kind of address is spelled: bech32 under a fixed prefix. */
public record AddressFormat(String prefix) {
    private static final int KEY_BYTES = 20;
    private static final int CONTRACT_BYTES = 32;

    /** The text of an address; nothing for no bytes. */
    public String text(Address address) {
        return address.isEmpty() ? "" : Bech32.encode(prefix, address.bytes());
    }

    /**
     * Reads an address strictly: the right prefix, one case, a valid checksum.
     *
     * @throws ChainException with the reference's words
     */
    public Address parse(String text) {
        if (text.isBlank()) {
            throw ChainException.plain("empty address string is not allowed");
        }
        Bech32.Decoded decoded = Bech32.decode(text);
        if (!decoded.prefix().equals(prefix)) {
            throw SdkError.LOGIC.failure(
                    "hrp does not match bech32 prefix: expected '" + prefix + "' got '" + decoded.prefix() + "'");
        }
        return checked(decoded.data());
    }

    /** The length rule for addresses: those of keys and those of contracts. wasmd x/wasm/types: VerifyAddressLen. */
    public static Address checked(byte[] bytes) {
        if (bytes.length != KEY_BYTES && bytes.length != CONTRACT_BYTES) {
            throw SdkError.INVALID_ADDRESS.failure();
        }
        return Address.of(bytes);
    }
}
