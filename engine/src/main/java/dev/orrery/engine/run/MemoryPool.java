package dev.orrery.engine.run;

import java.lang.ref.SoftReference;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Used memories of one module, each with its image already restored. Shared between threads, without locks.
 *
 * <p>A new array of a typical contract's size costs ten times what restoring the touched cards of a used one does
 * (docs/decisions). Entries are softly held: the pool gives way before the heap does.
 */
final class MemoryPool {
    /** More idle memories than running calls are of no use. */
    private static final int MAX_IDLE = 2 * Runtime.getRuntime().availableProcessors();

    /** An array that one unusual call grew beyond this is not worth keeping. Bytes. */
    private static final int MAX_KEPT_BYTES = 8 << 20;

    private final MemoryImage image;
    private final ConcurrentLinkedDeque<SoftReference<byte[]>> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger idleCount = new AtomicInteger();

    MemoryPool(MemoryImage image) {
        this.image = image;
    }

    /** What is held even when the heap is short. */
    int imageBytes() {
        return image.content().length;
    }

    LinearMemory take() {
        for (SoftReference<byte[]> entry = idle.pollFirst(); entry != null; entry = idle.pollFirst()) {
            idleCount.decrementAndGet();
            byte[] bytes = entry.get();
            if (bytes != null) {
                return new LinearMemory(bytes, image.minPages(), image.maxPages());
            }
        }
        return image.fresh();
    }

    /** Takes the memory's array back. The memory must have come from {@link #take} of this pool. */
    void give(LinearMemory memory) {
        boolean keep = memory.bytes.length <= MAX_KEPT_BYTES && idleCount.get() < MAX_IDLE;
        if (keep) {
            memory.restore(image);
        }
        byte[] bytes = memory.surrender();
        if (keep) {
            idleCount.incrementAndGet();
            idle.addFirst(new SoftReference<>(bytes));
        }
    }
}
