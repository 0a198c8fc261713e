package dev.orrery.chain.address;

/** The three spellings a chain uses. */
public record AddressFormats(AddressFormat account, AddressFormat validator, AddressFormat consensus) {
    /** The usual derived prefixes: {@code wasm}, {@code wasmvaloper}, {@code wasmvalcons}. */
    public static AddressFormats of(String prefix) {
        return new AddressFormats(
                new AddressFormat(prefix),
                new AddressFormat(prefix + "valoper"),
                new AddressFormat(prefix + "valcons"));
    }
}
