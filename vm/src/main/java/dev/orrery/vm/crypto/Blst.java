package dev.orrery.vm.crypto;

import java.io.IOException;
import java.util.Locale;

/**
 * Supranational's blst library, as built for Linux, macOS and Windows in the {@code jblst} jar, and its two groups. Unlike the
 * jar's Java classes the C functions take any byte string as domain separation tag. Any thread.
 */
final class Blst {
    private static final Blst INSTANCE = load();

    private final BlstGroup g1;
    private final BlstGroup g2;
    private final BlstPairing pairing;

    private Blst(NativeLibrary library) {
        g1 = new BlstGroup(library, "p1", "g1", 48);
        g2 = new BlstGroup(library, "p2", "g2", 96);
        pairing = new BlstPairing(library);
    }

    static BlstGroup g1() {
        return INSTANCE.g1;
    }

    static BlstGroup g2() {
        return INSTANCE.g2;
    }

    static BlstPairing pairing() {
        return INSTANCE.pairing;
    }

    private static Blst load() {
        try {
            return new Blst(NativeLibrary.load(resource()));
        } catch (IOException unavailable) {
            // A VM that cannot compute BLS12-381 would disagree with every other node: better none.
            throw new IllegalStateException("BLS12-381 needs the native library blst", unavailable);
        }
    }

    /** Path inside the jar. jblst's blstJNI: system up to the first space, architecture, library name. */
    private static String resource() {
        String system = System.getProperty("os.name").replaceFirst(" .*", "");
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return "supranational/blst/" + system + "/" + architecture + "/" + System.mapLibraryName("blst");
    }
}
