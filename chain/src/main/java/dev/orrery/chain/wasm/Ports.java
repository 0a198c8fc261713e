package dev.orrery.chain.wasm;

import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;

/** The names under which contracts speak IBC. wasmd x/wasm/keeper/ibc.go, ibc2.go. */
final class Ports {
    private static final String V1_PREFIX = "wasm.";
    private static final String V2_PREFIX = "wasm2";

    private Ports() {}

    static String v1(Address contract, AddressFormat format) {
        return V1_PREFIX + format.text(contract);
    }

    /** Without the address's own prefix, which every chain has another of. */
    static String v2(Address contract, AddressFormat format) {
        return V2_PREFIX + format.text(contract).substring(format.prefix().length());
    }
}
