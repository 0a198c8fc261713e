package dev.orrery.server.devnet;

import com.google.protobuf.ByteString;
import dev.orrery.proto.devnet.v1.DumpChunk;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;

/** Bytes → chunks of a gRPC answer, no faster than the client takes them. Written by one thread. */
final class ChunkStream extends OutputStream {
    private static final int CHUNK_BYTES = 64 * 1024;

    private final ServerCallStreamObserver<? super DumpChunk> observer;
    private final Semaphore ready = new Semaphore(0);
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private int filled;

    /** Made before the call's method returns. */
    ChunkStream(ServerCallStreamObserver<? super DumpChunk> observer) {
        this.observer = observer;
        observer.setOnReadyHandler(ready::release);
        observer.setOnCancelHandler(ready::release);
    }

    @Override
    public void write(int value) throws IOException {
        chunk[filled++] = (byte) value;
        if (filled == chunk.length) {
            flush();
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            int taken = Math.min(left, chunk.length - filled);
            System.arraycopy(bytes, from, chunk, filled, taken);
            filled += taken;
            from += taken;
            left -= taken;
            if (filled == chunk.length) {
                flush();
            }
        }
    }

    @Override
    public void flush() throws IOException {
        if (filled == 0) {
            return;
        }
        while (!observer.isReady()) {
            if (observer.isCancelled()) {
                throw new IOException("the client went away");
            }
            ready.acquireUninterruptibly();
        }
        observer.onNext(DumpChunk.newBuilder()
                .setData(ByteString.copyFrom(chunk, 0, filled))
                .build());
        filled = 0;
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
