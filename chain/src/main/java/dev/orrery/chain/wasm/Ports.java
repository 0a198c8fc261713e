package dev.orrery.chain.wasm;

import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.error.ChainException;

/** The names under which contracts speak IBC. wasmd x/wasm/keeper/ibc.go, ibc2.go. */
public final class Ports {
    public static final String V2_PREFIX = "wasm2";

    private static final String V1_PREFIX = "wasm.";

    private Ports() {}

    public static String v1(Address contract, AddressFormat format) {
        return V1_PREFIX + format.text(contract);
    }

    /** Without the address's own prefix, which every chain has another of. */
    public static String v2(Address contract, AddressFormat format) {
        return V2_PREFIX + format.text(contract).substring(format.prefix().length());
    }

    /**
     * The contract behind a port.
     *
     * @throws ChainException if it is no contract's
     */
    public static Address ofV1(String port, AddressFormat format) {
        return format.parse(afterPrefix(port, V1_PREFIX));
    }

    /** The same for a port of IBC v2. */
    public static Address ofV2(String port, AddressFormat format) {
        return format.parse(format.prefix() + afterPrefix(port, V2_PREFIX));
    }

    private static String afterPrefix(String port, String prefix) {
        if (!port.startsWith(prefix)) {
            throw WasmError.INVALID.failure("without prefix");
        }
        return port.substring(prefix.length());
    }
}
