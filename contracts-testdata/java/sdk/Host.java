package sdk;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What the host offers, and how contract and host point at each other's data: by regions, three ints that say where bytes are,
 * how much room there is, and how many are used.
 */
public final class Host {
    /** An array's elements are behind its class and its length. */
    private static final int ELEMENTS = 8;

    private Host() {}

    @Import("db_read")
    private static native int dbRead(int key);

    @Import("db_write")
    private static native void dbWrite(int key, int value);

    @Import("db_remove")
    private static native void dbRemove(int key);

    @Import("addr_validate")
    private static native int addrValidate(int human);

    @Instruction("i32.load")
    private static native int load(int address);

    @Instruction("i32.store")
    private static native void store(int address, int value);

    @Instruction("")
    private static native int addressOf(Object array);

    @Instruction("")
    private static native byte[] bytesAt(int address);

    @Export("interface_version_8")
    static void interfaceVersion() {}

    @Export("allocate")
    static int allocate(int bytes) {
        return region(new byte[bytes], 0);
    }

    /** Nothing is given back: the instance lives for this one call. */
    @Export("deallocate")
    static void deallocate(int region) {}

    private static int region(byte[] bytes, int used) {
        int[] region = {addressOf(bytes) + ELEMENTS, bytes.length, used};
        return addressOf(region) + ELEMENTS;
    }

    private static int pass(byte[] bytes) {
        return region(bytes, bytes.length);
    }

    static int pass(String text) {
        return pass(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes of a region that the host has filled, which is one of {@link #allocate}'s. */
    private static byte[] taken(int region) {
        int array = load(region) - ELEMENTS;
        store(array + 4, load(region + 8));
        return bytesAt(array);
    }

    static Json json(int region) {
        return Json.of(taken(region));
    }

    public static Optional<Json> get(byte[] key) {
        int value = dbRead(pass(key));
        return value == 0 ? Optional.empty() : Optional.of(json(value));
    }

    public static void set(byte[] key, String json) {
        dbWrite(pass(key), pass(json));
    }

    public static void remove(byte[] key) {
        dbRemove(pass(key));
    }

    /** The address itself, if it is one. */
    public static String checkedAddress(String human) {
        int problem = addrValidate(pass(human));
        if (problem != 0) {
            throw new Refusal(new String(taken(problem), StandardCharsets.UTF_8));
        }
        return human;
    }

    /** The text that these bytes are. */
    static String text(byte[] utf8, int from, int to) {
        return new String(utf8, from, to - from, StandardCharsets.UTF_8);
    }

    public static byte[] key(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    /** A key behind a namespace: its length in two bytes, the namespace, the key. */
    public static byte[] key(String namespace, byte[] key) {
        byte[] name = key(namespace);
        byte[] full = new byte[2 + name.length + key.length];
        full[0] = (byte) (name.length >> 8);
        full[1] = (byte) name.length;
        System.arraycopy(name, 0, full, 2, name.length);
        System.arraycopy(key, 0, full, 2 + name.length, key.length);
        return full;
    }
}
