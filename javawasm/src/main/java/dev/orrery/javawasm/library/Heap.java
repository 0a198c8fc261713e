package dev.orrery.javawasm.library;

/**
 * Memory for objects. It is taken and never given back: an instance of a contract lives for one call, and begins with a memory
 * that is zero.
 */
final class Heap {
    private static final int PAGE_BYTES = 65536;
    private static final int ELEMENTS = 8;
    private static final int NULL = -1;

    /** Ints of which the compiler sets the first values. */
    private static int next;

    private static int limit;

    private Heap() {}

    static int allocate(int bytes) {
        int start = next;
        int end = start + ((bytes + 7) & -8);
        if (Integer.compareUnsigned(end, limit) > 0) {
            grow(end);
        }
        next = end;
        return start;
    }

    private static void grow(int end) {
        int pages = (end - limit + PAGE_BYTES - 1) / PAGE_BYTES;
        if (Memory.grow(pages) < 0) {
            Memory.trap();
        }
        limit += pages * PAGE_BYTES;
    }

    static Object newArray(int classNumber, int length, int shift) {
        // Neither a negative length nor one beyond any memory; the sizes below cannot overflow then.
        if (Integer.compareUnsigned(length, 1 << 27) > 0) {
            Memory.trap();
        }
        int array = allocate(ELEMENTS + (length << shift));
        Memory.storeInt(array, classNumber);
        Memory.storeInt(array + 4, length);
        return Memory.objectAt(array);
    }

    static Object newReferenceArray(int classNumber, int length) {
        Object array = newArray(classNumber, length, 2);
        int first = Memory.addressOf(array) + ELEMENTS;
        int end = first + (length << 2);
        for (int address = first; address != end; address += 4) {
            Memory.storeInt(address, NULL);
        }
        return array;
    }

    static Object cloneArray(Object array, int shift) {
        int from = Memory.addressOf(array);
        int bytes = ELEMENTS + (Memory.loadInt(from + 4) << shift);
        int to = allocate(bytes);
        Memory.copy(from, to, bytes);
        return Memory.objectAt(to);
    }
}
