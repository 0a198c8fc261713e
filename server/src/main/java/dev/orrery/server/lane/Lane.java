package dev.orrery.server.lane;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A lane as the VM has it: bytes come from the chain and go to it, in order. Used by the thread of one session, except where a
 * method says otherwise; hot path. The peer may write anything into the memory at any time, so nothing there is read twice,
 * and every position is checked.
 */
public final class Lane implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Lane.class.getName());

    /** Bytes of the words in front of the rings: a page, so that the rings begin on one. */
    static final int HEADER_BYTES = 4096;

    static final int NONCE_BYTES = 32;

    /** As good as no deadline: centuries. */
    private static final long FOREVER_NANOS = Long.MAX_VALUE / 2;

    /** Where the control words of the ring from the chain are; those of the other one follow. */
    private static final int CONTROL_AT = 128;

    private final Path path;
    private final byte[] nonce;
    private final int ringBytes;
    private final Arena arena;
    private final Futex futex;
    private final Spinning spinning;
    private final Runnable onClose;

    private final Ring in;
    private final Ring out;

    /** Bytes read and written so far: ours, not what the shared words say of us. */
    private long read;

    private long written;

    private final Spinning.Luck luckSoon = new Spinning.Luck();
    private final Spinning.Luck luckSometime = new Spinning.Luck();

    private volatile boolean interrupted;

    private final Control.Awaited input = this::hasInput;
    private final Control.Awaited room = this::hasRoom;

    Lane(Mapped file, Ring in, Ring out, Futex futex, Spinning spinning, Runnable onClose) {
        this.path = file.path();
        this.nonce = file.nonce();
        this.ringBytes = file.ringBytes();
        this.arena = file.arena();
        this.in = in;
        this.out = out;
        this.futex = futex;
        this.spinning = spinning;
        this.onClose = onClose;
    }

    /** The file of a lane, mapped. */
    record Mapped(Path path, byte[] nonce, int ringBytes, Arena arena, MemorySegment memory) {
        Ring fromChain() {
            return new Ring(control(0), memory.asSlice(HEADER_BYTES, ringBytes));
        }

        Ring toChain() {
            return new Ring(control(1), memory.asSlice(HEADER_BYTES + (long) ringBytes, ringBytes));
        }

        private Control control(int index) {
            return new Control(memory.asSlice(CONTROL_AT + (long) index * Control.BYTES, Control.BYTES));
        }
    }

    /** One direction. */
    record Ring(Control control, MemorySegment bytes) {}

    /** When the next bytes are expected: waits of both kinds go differently. */
    public enum Expected {
        /** The peer works on them. */
        SOON,
        /** Nothing was asked. */
        SOMETIME
    }

    /** The peer did with the memory what it must not. */
    public static final class CorruptException extends Exception {
        private static final long serialVersionUID = 1L;

        CorruptException(String message) {
            super(message);
        }
    }

    /** Where the chain finds the file. */
    public Path path() {
        return path;
    }

    /** What the file begins with. */
    public byte[] nonce() {
        return nonce.clone();
    }

    public int ringBytes() {
        return ringBytes;
    }

    /**
     * Waits until there is something to read. False if there is nothing yet at the deadline, of {@link System#nanoTime}, or
     * when the lane is interrupted.
     */
    public boolean awaitInput(Expected expected, long deadline) throws CorruptException {
        if (arrived() > 0) {
            return true;
        }
        spin(input, expected == Expected.SOON ? luckSoon : luckSometime);
        while (arrived() == 0) {
            if (interrupted || System.nanoTime() - deadline >= 0) {
                return false;
            }
            in.control().sleepAsReader(futex, input);
        }
        return true;
    }

    private boolean hasInput() {
        return in.control().written() != read || interrupted;
    }

    private int arrived() throws CorruptException {
        return checked(in.control().written() - read);
    }

    private int checked(long bytes) throws CorruptException {
        if (bytes < 0 || bytes > ringBytes) {
            throw new CorruptException("a position in the lane is outside of its ring");
        }
        return (int) bytes;
    }

    /** Reads so many bytes; waits for what isn't there yet. False if the lane was interrupted before. */
    public boolean read(byte[] to, int offset, int length) throws CorruptException {
        int done = 0;
        while (done < length) {
            int arrived = arrived();
            if (arrived == 0) {
                if (!awaitInput(Expected.SOON, System.nanoTime() + FOREVER_NANOS)) {
                    return false;
                }
                continue;
            }
            int at = (int) (read & (ringBytes - 1));
            int bytes = Math.min(Math.min(arrived, length - done), ringBytes - at);
            MemorySegment.copy(in.bytes(), ValueLayout.JAVA_BYTE, at, to, offset + done, bytes);
            done += bytes;
            read += bytes;
            in.control().publishRead(read, futex);
        }
        return true;
    }

    /** Writes so many bytes; waits for room. False if the lane was interrupted before. */
    public boolean write(byte[] from, int offset, int length) throws CorruptException {
        int done = 0;
        while (done < length) {
            int free = awaitRoom();
            if (free == 0) {
                return false;
            }
            int at = (int) (written & (ringBytes - 1));
            int bytes = Math.min(Math.min(free, length - done), ringBytes - at);
            MemorySegment.copy(from, offset + done, out.bytes(), ValueLayout.JAVA_BYTE, at, bytes);
            done += bytes;
            written += bytes;
            out.control().publishWritten(written, futex);
        }
        return true;
    }

    /** 0 if the lane was interrupted. */
    private int awaitRoom() throws CorruptException {
        while (true) {
            int free = ringBytes - checked(written - out.control().read());
            if (free > 0 || interrupted) {
                return interrupted ? 0 : free;
            }
            spin(room, luckSoon);
            out.control().sleepAsWriter(futex, room);
        }
    }

    private boolean hasRoom() {
        return written - out.control().read() != ringBytes || interrupted;
    }

    private void spin(Control.Awaited awaited, Spinning.Luck luck) {
        if (spinning.isAffordable() && luck.isUp()) {
            luck.learn(spinning.look(awaited));
        }
    }

    /** Removes the file's name: who has mapped it keeps it. */
    public void unlink() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "A lane's file stays behind", e);
        }
    }

    /** Ends all waiting, now and from now on. Any thread, but not after {@link #close}. */
    public void interrupt() {
        interrupted = true;
        try {
            in.control().wakeReader(futex);
            out.control().wakeWriter(futex);
        } catch (InternalError e) {
            // How the JVM reports memory that the peer has cut off. Nobody sleeps there for long.
            LOG.log(System.Logger.Level.DEBUG, "A lane that ends was cut off", e);
        }
    }

    @Override
    public void close() {
        unlink();
        arena.close();
        onClose.run();
    }
}
