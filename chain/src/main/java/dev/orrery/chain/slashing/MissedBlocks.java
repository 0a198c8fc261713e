package dev.orrery.chain.slashing;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.collection.Keys;
import dev.orrery.chain.collection.Keys.Pair;
import dev.orrery.chain.collection.StoreMap;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Which blocks of the window a validator missed: one bit each, in parts of the layout that the reference's library writes. Cosmos SDK
 * x/slashing/keeper/signing_info.go, github.com/bits-and-blooms/bitset.
 */
final class MissedBlocks {
    /** Bits of one part. Cosmos SDK x/slashing/types: MissedBlockBitmapChunkSize. */
    private static final int PART_BITS = 1024;

    /** The number of bits, then words of 64 bits, all big endian. Bytes. */
    private static final int PART_BYTES = Long.BYTES + PART_BITS / Byte.SIZE;

    private MissedBlocks() {}

    static boolean get(Context context, Address validator, long index) {
        ByteBuffer words = ByteBuffer.wrap(part(context, validator, index));
        return (words.getLong(wordAt(index)) & bit(index)) != 0;
    }

    static void set(Context context, Address validator, long index, boolean missed) {
        byte[] part = part(context, validator, index);
        ByteBuffer words = ByteBuffer.wrap(part);
        long word = words.getLong(wordAt(index));
        words.putLong(wordAt(index), missed ? word | bit(index) : word & ~bit(index));
        SlashingKeys.MISSED.set(context, key(validator, index), part);
    }

    /** Places in the window of all blocks that were missed. */
    static List<Long> all(Context context, Address validator) {
        List<Long> missed = new ArrayList<>();
        for (StoreMap.Entry<Pair<Address, Long>, byte[]> part :
                SlashingKeys.MISSED.entries(context, Keys.prefix(Keys.LENGTH_PREFIXED_ADDRESS, validator))) {
            ByteBuffer words = ByteBuffer.wrap(part.value());
            long first = part.key().second() * PART_BITS;
            for (long index = first; index < first + PART_BITS; index++) {
                if ((words.getLong(wordAt(index)) & bit(index)) != 0) {
                    missed.add(index);
                }
            }
        }
        return missed;
    }

    static void forget(Context context, Address validator) {
        SlashingKeys.MISSED
                .entries(context, Keys.prefix(Keys.LENGTH_PREFIXED_ADDRESS, validator))
                .forEach(entry -> SlashingKeys.MISSED.remove(context, entry.key()));
    }

    private static byte[] part(Context context, Address validator, long index) {
        return SlashingKeys.MISSED
                .get(context, key(validator, index))
                .map(byte[]::clone)
                .orElseGet(MissedBlocks::emptyPart);
    }

    private static byte[] emptyPart() {
        byte[] part = new byte[PART_BYTES];
        ByteBuffer.wrap(part).putLong(PART_BITS);
        return part;
    }

    private static Pair<Address, Long> key(Address validator, long index) {
        return new Pair<>(validator, index / PART_BITS);
    }

    private static int wordAt(long index) {
        return Long.BYTES + (int) (index % PART_BITS) / Long.SIZE * Long.BYTES;
    }

    private static long bit(long index) {
        return 1L << index;
    }
}
