package dev.orrery.vm.abi;

import dev.orrery.engine.run.LinearMemory;
import dev.orrery.vm.error.CommunicationError;
import dev.orrery.vm.error.FailureException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The twelve bytes by which a contract describes a piece of its memory: three little-endian u32. Hot path. cosmwasm vm
 * memory.rs: Region.
 *
 * @param offset where the piece starts
 * @param capacity bytes set aside for it
 * @param length bytes of it in use
 */
record Region(long offset, long capacity, long length) {
    /** Bytes of the struct in guest memory. */
    static final int STRUCT_BYTES = 12;

    private static final int CAPACITY_AT = 4;
    private static final int LENGTH_AT = 8;
    private static final long MAX_ADDRESS = 0xFFFF_FFFFL;
    private static final VarHandle U32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /**
     * The valid region at {@code pointer}.
     *
     * @throws FailureException if there is none
     */
    static Region at(LinearMemory memory, int pointer) {
        long address = Integer.toUnsignedLong(pointer);
        if (!memory.contains(address, STRUCT_BYTES)) {
            throw FailureException.communication(new CommunicationError.NotDereferenceable(address));
        }
        byte[] bytes = memory.bytes;
        return new Region(u32(bytes, pointer), u32(bytes, pointer + CAPACITY_AT), u32(bytes, pointer + LENGTH_AT))
                .validated();
    }

    private static long u32(byte[] bytes, int at) {
        return Integer.toUnsignedLong((int) U32.get(bytes, at));
    }

    /** In the reference's order: what is wrong first is what is reported. */
    private Region validated() {
        if (offset == 0) {
            throw FailureException.communication(new CommunicationError.ZeroOffset());
        }
        if (length > capacity) {
            throw FailureException.communication(new CommunicationError.LengthExceedsCapacity(length, capacity));
        }
        if (capacity > MAX_ADDRESS - offset) {
            throw FailureException.communication(new CommunicationError.ExceedsAddressSpace(offset, capacity));
        }
        return this;
    }

    /** A copy of what the region holds. */
    byte[] contents(LinearMemory memory) {
        requireInside(memory, length);
        return memory.read((int) offset, (int) length);
    }

    /** Puts {@code data} into the region and its length into the struct at {@code pointer}. */
    void fill(LinearMemory memory, int pointer, byte[] data) {
        requireInside(memory, data.length);
        memory.write((int) offset, data);
        byte[] newLength = new byte[Integer.BYTES];
        U32.set(newLength, 0, data.length);
        memory.write(pointer + LENGTH_AT, newLength);
    }

    private void requireInside(LinearMemory memory, long bytes) {
        if (!memory.contains(offset, bytes)) {
            throw FailureException.communication(
                    new CommunicationError.RegionOutsideMemory(offset, capacity, length, memory.size));
        }
    }
}
