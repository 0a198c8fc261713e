package dev.orrery.chain.address;

import dev.orrery.ibc.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** The bytes of an account, a validator or a consensus key: 20 for keys and modules, 32 for contracts. Immutable. */
public final class Address implements Comparable<Address> {
    private static final int KEY_HASH_BYTES = 20;

    private final byte[] bytes;

    private Address(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Address of(byte[] bytes) {
        return new Address(bytes.clone());
    }

    /** The account of a module of the chain: a hash of its name that nobody has a key for. */
    public static Address ofModule(String name) {
        return new Address(Arrays.copyOf(Sha256.start().digest(name.getBytes(StandardCharsets.UTF_8)), KEY_HASH_BYTES));
    }

    /** An account that a module derives from a key of its own. Cosmos SDK types/address: Module with one derivation key. */
    public static Address ofModule(String name, byte[] derivationKey) {
        MessageDigest digest = Sha256.start();
        byte[] type = digest.digest("module".getBytes(StandardCharsets.UTF_8));
        digest.update(type);
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return new Address(digest.digest(derivationKey));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** The length in bytes. */
    public int size() {
        return bytes.length;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    @Override
    public int compareTo(Address other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Address address && Arrays.equals(bytes, address.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Hexadecimal, for logs; users see {@link AddressFormat#text}. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
