package dev.orrery.server.lane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The chain's side of a lane: frames as bytes, and ways to damage what is shared. */
public final class ChainLane implements AutoCloseable {
    private final Lane.Mapped file;
    private final Lane lane;

    private ChainLane(Lane.Mapped file) {
        this.file = file;
        this.lane = new Lane(
                file, file.toChain(), file.fromChain(), Futex.find().orElseThrow(), new Spinning(0, () -> 0), () -> {});
    }

    /** Maps what a VM offers; the lane closes its memory. */
    @SuppressWarnings("MustBeClosedChecker")
    public static ChainLane map(Path path, int ringBytes) {
        int size = Lane.HEADER_BYTES + 2 * ringBytes;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() != size) {
                throw new AssertionError("a lane of " + channel.size() + " bytes");
            }
            Arena arena = Arena.ofShared();
            MemorySegment memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, size, arena);
            return new ChainLane(new Lane.Mapped(path, new byte[0], ringBytes, arena, memory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the file begins with. */
    public byte[] nonce() {
        return file.memory().asSlice(0, Lane.NONCE_BYTES).toArray(ValueLayout.JAVA_BYTE);
    }

    public void send(byte[] frame) {
        sendRaw(ByteBuffer.allocate(Integer.BYTES + frame.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(frame.length)
                .put(frame)
                .array());
    }

    /** Bytes that need not be a frame. */
    public void sendRaw(byte[] bytes) {
        try {
            if (!lane.write(bytes, 0, bytes.length)) {
                throw new AssertionError("interrupted");
            }
        } catch (Lane.CorruptException e) {
            throw new AssertionError(e);
        }
    }

    /** The next frame; empty if the lane is interrupted first. */
    public byte[] receive() {
        byte[] length = read(Integer.BYTES);
        return length.length == 0
                ? length
                : read(ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt());
    }

    private byte[] read(int length) {
        byte[] bytes = new byte[length];
        try {
            return lane.read(bytes, 0, length) ? bytes : new byte[0];
        } catch (Lane.CorruptException e) {
            throw new AssertionError(e);
        }
    }

    /** Says that so many bytes were ever written to the VM. */
    public void claimWritten(long bytes) {
        file.fromChain().control().publishWritten(bytes, Futex.find().orElseThrow());
    }

    /** Says that so many bytes of the VM's were ever read. */
    public void claimRead(long bytes) {
        file.toChain().control().publishRead(bytes, Futex.find().orElseThrow());
    }

    /** The end of the stream was heard of. Any thread. */
    public void interrupt() {
        lane.interrupt();
    }

    @Override
    public void close() {
        lane.close();
    }
}
