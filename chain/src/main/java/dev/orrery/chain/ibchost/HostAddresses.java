package dev.orrery.chain.ibchost;

import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.error.ChainException;
import dev.orrery.ibc.Addresses;
import dev.orrery.ibc.IbcError;

/** The chain's accounts, as IBC sees them. */
record HostAddresses(AddressFormat format) implements Addresses {
    @Override
    public byte[] parse(String text) {
        try {
            return format.parse(text).bytes();
        } catch (ChainException unreadable) {
            throw IbcError.INVALID_ADDRESS.failure("string could not be parsed as address: " + unreadable.text());
        }
    }

    @Override
    public String text(byte[] address) {
        return format.text(Address.of(address));
    }
}
