package dev.orrery.vm.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A shared library carried inside a published jar, and its C functions. The jars' own JNI classes are not used: they narrow
 * what the C functions accept. Loaded once, stays for the life of the process. Any thread.
 */
final class NativeLibrary {
    private final SymbolLookup symbols;

    private NativeLibrary(SymbolLookup symbols) {
        this.symbols = symbols;
    }

    /**
     * Copies the library out of its jar and links it; the copy is private to this process and removed at once.
     *
     * @throws IOException the jar has no library for this platform, or the platform cannot link it
     */
    // Linking foreign code is what this class is for; the launcher grants it with --enable-native-access.
    @SuppressWarnings("restricted")
    static NativeLibrary load(String resource) throws IOException {
        Path copy = Files.createTempFile("orrery", ".so");
        try (InputStream library = NativeLibrary.class.getClassLoader().getResourceAsStream(resource)) {
            if (library == null) {
                throw new IOException("No native library " + resource);
            }
            Files.write(copy, library.readAllBytes());
            return new NativeLibrary(SymbolLookup.libraryLookup(copy, Arena.global()));
        } catch (IllegalArgumentException | IllegalCallerException refused) {
            throw new IOException("Cannot link " + resource, refused);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    @SuppressWarnings("restricted") // as load
    MethodHandle function(String name, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), type);
    }

    /** Address of an exported variable. */
    MemorySegment variable(String name) {
        return symbols.findOrThrow(name);
    }

    /** C functions throw nothing: whatever comes out of a handle is an error of the JVM or of a signature here. */
    static AssertionError unexpected(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return new AssertionError(thrown);
    }
}
