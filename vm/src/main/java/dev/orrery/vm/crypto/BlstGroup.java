package dev.orrery.vm.crypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * G1 or G2 of BLS12-381: decoding, sums and hashing. Any thread.
 *
 * <p>Points arrive compressed, in the encoding of zcash: bit 7 of the first byte set, bit 6 for infinity with all else zero,
 * bit 5 for the larger y. Accepted are canonical coordinates of points in the prime-order subgroup, infinity included.
 */
final class BlstGroup {
    /** {@code BLST_SUCCESS}. blst.h. */
    private static final int SUCCESS = 0;

    private static final FunctionDescriptor PREDICATE = FunctionDescriptor.of(JAVA_BOOLEAN, ADDRESS);

    /** Affine coordinates take twice, projective ones three times the bytes of a compressed point. */
    private final int compressedBytes;

    private final MethodHandle uncompress;
    private final MethodHandle isInfinity;
    private final MethodHandle isInGroup;
    private final MethodHandle add;
    private final MethodHandle compress;
    private final MethodHandle hash;

    BlstGroup(NativeLibrary library, String point, String group, int compressedBytes) {
        this.compressedBytes = compressedBytes;
        String prefix = "blst_" + point + "_";
        uncompress = library.function(prefix + "uncompress", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
        isInfinity = library.function(prefix + "affine_is_inf", PREDICATE);
        isInGroup = library.function(prefix + "affine_in_" + group, PREDICATE);
        add = library.function(prefix + "add_or_double_affine", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS));
        compress = library.function(prefix + "compress", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS));
        hash = library.function(
                "blst_hash_to_" + group,
                FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG));
    }

    int compressedBytes() {
        return compressedBytes;
    }

    int affineBytes() {
        return 2 * compressedBytes;
    }

    /** The affine points of a packed list, one after the other; empty if any of them is refused. */
    Optional<MemorySegment> decode(byte[] points, Arena arena) {
        int count = points.length / compressedBytes;
        MemorySegment encoded = arena.allocateFrom(JAVA_BYTE, points);
        MemorySegment decoded = arena.allocate((long) count * affineBytes(), JAVA_LONG.byteAlignment());
        for (long i = 0; i < count; i++) {
            MemorySegment point = decoded.asSlice(i * affineBytes(), affineBytes());
            if (!decode(encoded.asSlice(i * compressedBytes, compressedBytes), point)) {
                return Optional.empty();
            }
        }
        return Optional.of(decoded);
    }

    private boolean decode(MemorySegment encoded, MemorySegment point) {
        try {
            return (int) uncompress.invokeExact(point, encoded) == SUCCESS
                    && (isInfinity(point) || (boolean) isInGroup.invokeExact(point));
        } catch (Throwable thrown) {
            throw NativeLibrary.unexpected(thrown);
        }
    }

    boolean isInfinity(MemorySegment point) {
        try {
            return (boolean) isInfinity.invokeExact(point);
        } catch (Throwable thrown) {
            throw NativeLibrary.unexpected(thrown);
        }
    }

    /** Sum of a packed list, compressed; empty if a point is refused. */
    Optional<byte[]> sum(byte[] points) {
        try (Arena arena = Arena.ofConfined()) {
            return decode(points, arena).map(decoded -> compressed(sum(decoded, arena), arena));
        }
    }

    private MemorySegment sum(MemorySegment points, Arena arena) {
        MemorySegment sum = projective(arena);
        try {
            for (long offset = 0; offset < points.byteSize(); offset += affineBytes()) {
                add.invokeExact(sum, sum, points.asSlice(offset, affineBytes()));
            }
            return sum;
        } catch (Throwable thrown) {
            throw NativeLibrary.unexpected(thrown);
        }
    }

    /** RFC 9380 hash_to_curve with expand_message_xmd over SHA-256, compressed. */
    byte[] hash(byte[] message, byte[] tag) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment point = projective(arena);
            hash.invokeExact(
                    point,
                    arena.allocateFrom(JAVA_BYTE, message),
                    (long) message.length,
                    arena.allocateFrom(JAVA_BYTE, tag),
                    (long) tag.length,
                    MemorySegment.NULL,
                    0L);
            return compressed(point, arena);
        } catch (Throwable thrown) {
            throw NativeLibrary.unexpected(thrown);
        }
    }

    /** All zero, which is infinity. */
    private MemorySegment projective(Arena arena) {
        return arena.allocate(3L * compressedBytes, JAVA_LONG.byteAlignment());
    }

    private byte[] compressed(MemorySegment point, Arena arena) {
        MemorySegment encoded = arena.allocate(compressedBytes);
        try {
            compress.invokeExact(encoded, point);
        } catch (Throwable thrown) {
            throw NativeLibrary.unexpected(thrown);
        }
        return encoded.toArray(JAVA_BYTE);
    }
}
