package dev.orrery.server.lane;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The words by which writer and reader of one ring tell each other where they are, each in a cache line of its own. Hot path.
 * All accesses are sequentially consistent: who goes to sleep writes that it does before it looks for the last time, and who
 * publishes looks for sleepers after it has published.
 */
final class Control {
    /** Bytes, in the lane, of all words of a ring. */
    static final int BYTES = 256;

    private static final int CACHE_LINE_BYTES = 64;

    private static final VarHandle LONG = MethodHandles.insertCoordinates(ValueLayout.JAVA_LONG.varHandle(), 1, 0L);
    private static final VarHandle INT = MethodHandles.insertCoordinates(ValueLayout.JAVA_INT.varHandle(), 1, 0L);

    private static final int AWAKE = 0;
    private static final int ASLEEP = 1;

    private final MemorySegment written;
    private final MemorySegment read;
    private final MemorySegment readerSleeps;
    private final MemorySegment writerSleeps;

    Control(MemorySegment words) {
        written = words.asSlice(0, Long.BYTES);
        read = words.asSlice(CACHE_LINE_BYTES, Long.BYTES);
        readerSleeps = words.asSlice(2 * CACHE_LINE_BYTES, Integer.BYTES);
        writerSleeps = words.asSlice(3 * CACHE_LINE_BYTES, Integer.BYTES);
    }

    /** How many bytes were ever written. */
    long written() {
        return (long) LONG.getVolatile(written);
    }

    /** How many bytes were ever read. */
    long read() {
        return (long) LONG.getVolatile(read);
    }

    void publishWritten(long bytes, Futex futex) {
        LONG.setVolatile(written, bytes);
        wakeIfAsleep(readerSleeps, futex);
    }

    void publishRead(long bytes, Futex futex) {
        LONG.setVolatile(read, bytes);
        wakeIfAsleep(writerSleeps, futex);
    }

    private static void wakeIfAsleep(MemorySegment sleeper, Futex futex) {
        if ((int) INT.getVolatile(sleeper) != AWAKE) {
            wake(sleeper, futex);
        }
    }

    private static void wake(MemorySegment sleeper, Futex futex) {
        INT.setVolatile(sleeper, AWAKE);
        futex.wake(sleeper);
    }

    /** Sleeps as a reader, unless {@code awaited} is there already. */
    void sleepAsReader(Futex futex, Awaited awaited) {
        sleep(readerSleeps, futex, awaited);
    }

    void sleepAsWriter(Futex futex, Awaited awaited) {
        sleep(writerSleeps, futex, awaited);
    }

    private static void sleep(MemorySegment sleeper, Futex futex, Awaited awaited) {
        INT.setVolatile(sleeper, ASLEEP);
        if (!awaited.isThere()) {
            futex.await(sleeper, ASLEEP);
        }
        INT.setVolatile(sleeper, AWAKE);
    }

    void wakeReader(Futex futex) {
        wake(readerSleeps, futex);
    }

    void wakeWriter(Futex futex) {
        wake(writerSleeps, futex);
    }

    /** What somebody waits for. */
    @FunctionalInterface
    interface Awaited {
        boolean isThere();
    }
}
