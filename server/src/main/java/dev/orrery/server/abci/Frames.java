package dev.orrery.server.abci;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.proto.tendermint.abci.Request;
import dev.orrery.proto.tendermint.abci.Response;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** Messages one after the other, each with its length before it as a varint. One thread. cometbft libs/protoio. */
final class Frames {
    /** Longest request: the largest block that CometBFT allows (types/params.go: MaxBlockSizeBytes) with votes and more. Bytes. */
    static final int MAX_REQUEST_BYTES = 128 * 1024 * 1024;

    private static final int BUFFER_BYTES = 64 * 1024;

    private final BufferedInputStream in;
    private final BufferedOutputStream out;

    Frames(InputStream in, OutputStream out) {
        this.in = new BufferedInputStream(in, BUFFER_BYTES);
        this.out = new BufferedOutputStream(out, BUFFER_BYTES);
    }

    /**
     * Waits for a request; absent if the other side has hung up.
     *
     * @throws InvalidProtocolBufferException if what comes is no request, or a longer one than any may be
     */
    Optional<Request> read() throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        int length = CodedInputStream.readRawVarint32(first, in);
        if (length < 0 || length > MAX_REQUEST_BYTES) {
            throw new InvalidProtocolBufferException("a request has " + Integer.toUnsignedString(length)
                    + " bytes, at most " + MAX_REQUEST_BYTES + " are taken");
        }
        // Memory is taken as the bytes come, not as the length claims.
        byte[] request = in.readNBytes(length);
        if (request.length < length) {
            throw new EOFException("the connection ended in the middle of a request");
        }
        return Optional.of(Request.parseFrom(request));
    }

    /** Whether the next request has begun to arrive. */
    boolean hasMore() throws IOException {
        return in.available() > 0;
    }

    /** Keeps a response until {@link #flush}, or until many are kept. */
    void write(Response response) throws IOException {
        response.writeDelimitedTo(out);
    }

    void flush() throws IOException {
        out.flush();
    }
}
