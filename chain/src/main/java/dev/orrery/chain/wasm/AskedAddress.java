package dev.orrery.chain.wasm;

import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;

/** The addresses in questions of contracts, who are told only which one is none. wasmd x/wasm/keeper/query_plugins.go. */
public final class AskedAddress {
    private AskedAddress() {}

    /**
     * @throws ChainException if it is no address
     */
    public static Address parse(AddressFormat format, String text) {
        try {
            return format.parse(text);
        } catch (ChainException e) {
            throw SdkError.INVALID_ADDRESS.failure(text);
        }
    }
}
