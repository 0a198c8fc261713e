package dev.orrery.chain.wasm;

import dev.orrery.chain.address.Address;
import dev.orrery.chain.state.Keys;
import dev.orrery.vm.Checksum;

/** Where new contracts live. wasmd x/wasm/keeper/addresses.go. */
public final class ContractAddresses {
    private static final String MODULE = "wasm";

    private ContractAddresses() {}

    /** The address that follows from the numbers of code and instance. */
    public static Address classic(long codeId, long instanceId) {
        return Address.ofModule(MODULE, Keys.concat(Keys.uint64(codeId), Keys.uint64(instanceId)));
    }

    /**
     * The address that can be known before anything happens.
     *
     * @param msg empty unless the creator wants it to be part of the address
     */
    public static Address predictable(Checksum code, Address creator, byte[] salt, byte[] msg) {
        return Address.ofModule(
                MODULE,
                Keys.concat(
                        lengthPrefixed(code.toBytes()),
                        lengthPrefixed(creator.bytes()),
                        lengthPrefixed(salt),
                        lengthPrefixed(msg)));
    }

    private static byte[] lengthPrefixed(byte[] bytes) {
        return Keys.concat(Keys.uint64(bytes.length), bytes);
    }
}
