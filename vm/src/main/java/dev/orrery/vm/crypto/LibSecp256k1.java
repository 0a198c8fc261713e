package dev.orrery.vm.crypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;

/**
 * ECDSA by Bitcoin's libsecp256k1, as built for Linux (x86-64, aarch64) in {@code secp256k1-kmp-jni-jvm-linux}. Any thread: the
 * static context is read only, every call brings its own memory.
 */
final class LibSecp256k1 implements EcdsaCurve {
    /** Opaque {@code secp256k1_pubkey} and {@code secp256k1_ecdsa_signature}. Bytes. secp256k1.h. */
    private static final int OPAQUE_BYTES = 64;

    /** {@code secp256k1_ecdsa_recoverable_signature}. Bytes. secp256k1_recovery.h. */
    private static final int RECOVERABLE_BYTES = 65;

    /** {@code SECP256K1_EC_UNCOMPRESSED}: flag type "compression", bit not set. secp256k1.h. */
    private static final int UNCOMPRESSED = 1 << 1;

    private static final int TRUE = 1;

    private static final FunctionDescriptor PARSE_3 = FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
    private static final FunctionDescriptor POINTERS_4 =
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS);

    private final MemorySegment context;
    private final MethodHandle parseKey;
    private final MethodHandle serializeKey;
    private final MethodHandle parseSignature;
    private final MethodHandle normalize;
    private final MethodHandle verify;
    private final MethodHandle parseRecoverable;
    private final MethodHandle recover;

    // The exported variable is a pointer, so its target has to be read with an explicit size.
    @SuppressWarnings("restricted")
    private LibSecp256k1(NativeLibrary library) {
        context = library.variable("secp256k1_context_static")
                .reinterpret(ADDRESS.byteSize())
                .get(ADDRESS, 0);
        parseKey = library.function(
                "secp256k1_ec_pubkey_parse", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));
        serializeKey = library.function(
                "secp256k1_ec_pubkey_serialize",
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT));
        parseSignature = library.function("secp256k1_ecdsa_signature_parse_compact", PARSE_3);
        normalize = library.function("secp256k1_ecdsa_signature_normalize", PARSE_3);
        verify = library.function("secp256k1_ecdsa_verify", POINTERS_4);
        parseRecoverable = library.function(
                "secp256k1_ecdsa_recoverable_signature_parse_compact",
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT));
        recover = library.function("secp256k1_ecdsa_recover", POINTERS_4);
    }

    /** Empty where there is no build for this platform. */
    static Optional<LibSecp256k1> load() {
        try {
            return Optional.of(new LibSecp256k1(NativeLibrary.load(resource())));
        } catch (IOException unavailable) {
            return Optional.empty();
        }
    }

    private static String resource() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String architecture = System.getProperty("os.arch");
        return "fr/acinq/secp256k1/jni/native/" + system + "-"
                + (architecture.equals("amd64") ? "x86_64" : architecture) + "/libsecp256k1-jni.so";
    }

    @Override
    public CryptoCode verify(byte[] hash, byte[] signature, byte[] publicKey) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment key = arena.allocate(OPAQUE_BYTES);
            MemorySegment encodedKey = arena.allocateFrom(JAVA_BYTE, publicKey);
            if ((int) parseKey.invokeExact(context, key, encodedKey, (long) publicKey.length) != TRUE) {
                return CryptoCode.GENERIC;
            }
            MemorySegment parsed = arena.allocate(OPAQUE_BYTES);
            MemorySegment compact = arena.allocateFrom(JAVA_BYTE, signature);
            if ((int) parseSignature.invokeExact(context, parsed, compact) != TRUE) {
                return CryptoCode.GENERIC;
            }
            // The library refuses high s; (r, n - s) is valid for exactly the same keys and hashes.
            int wasHigh = (int) normalize.invokeExact(context, parsed, parsed);
            assert wasHigh == 0 || wasHigh == TRUE;
            MemorySegment message = arena.allocateFrom(JAVA_BYTE, hash);
            boolean valid = (int) verify.invokeExact(context, parsed, message, key) == TRUE;
            return valid ? CryptoCode.VALID : CryptoCode.INVALID;
        } catch (Throwable thrown) {
            throw NativeLibrary.unexpected(thrown);
        }
    }

    @Override
    public Optional<byte[]> recover(byte[] hash, byte[] signature, int recoveryId) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment parsed = arena.allocate(RECOVERABLE_BYTES);
            MemorySegment compact = arena.allocateFrom(JAVA_BYTE, signature);
            if ((int) parseRecoverable.invokeExact(context, parsed, compact, recoveryId) != TRUE) {
                return Optional.empty();
            }
            // High s needs no care here: negating s and the nonce point together gives the same key.
            MemorySegment key = arena.allocate(OPAQUE_BYTES);
            MemorySegment message = arena.allocateFrom(JAVA_BYTE, hash);
            if ((int) recover.invokeExact(context, key, parsed, message) != TRUE) {
                return Optional.empty();
            }
            MemorySegment encoded = arena.allocate(Ecdsa.UNCOMPRESSED_KEY_BYTES);
            MemorySegment length = arena.allocateFrom(JAVA_LONG, Ecdsa.UNCOMPRESSED_KEY_BYTES);
            int written = (int) serializeKey.invokeExact(context, encoded, length, key, UNCOMPRESSED);
            assert written == TRUE;
            return Optional.of(encoded.toArray(JAVA_BYTE));
        } catch (Throwable thrown) {
            throw NativeLibrary.unexpected(thrown);
        }
    }
}
