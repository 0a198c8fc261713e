package dev.orrery.chain.address;

import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;

/** How one kind of address is spelled: bech32 under a fixed prefix. */
public record AddressFormat(String prefix) {
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

    /** The length rule for addresses. Cosmos SDK types: VerifyAddressFormat. */
    public static Address checked(byte[] bytes) {
        if (bytes.length == 0) {
            throw SdkError.UNKNOWN_ADDRESS.failure("addresses cannot be empty");
        }
        if (bytes.length > Address.MAX_BYTES) {
            throw SdkError.UNKNOWN_ADDRESS.failure(
                    "address max length is " + Address.MAX_BYTES + ", got " + bytes.length);
        }
        return Address.of(bytes);
    }
}
