package dev.orrery.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Reads and writes whole bodies. */
public final class Bodies {
    /**
     * Largest body taken. Bytes. A transaction of 1 MiB, the mempool's limit, has 1.4 million characters of base64.
     */
    public static final int MAX_BYTES = 2 * 1024 * 1024;

    /**
     * How much of a body that is too long is taken and thrown away before the answer, bytes: a client that sends on while the
     * connection is closed finds it reset and never reads why it was refused. Who sends more than this finds out that way.
     */
    private static final int MAX_THROWN_AWAY = 4 * MAX_BYTES;

    private Bodies() {}

    /**
     * @throws TooLargeException if it is longer than {@link #MAX_BYTES}
     * @throws IOException if the client stops in the middle
     */
    public static byte[] read(Request request) throws IOException {
        try (InputStream body = Request.asInputStream(request)) {
            if (request.getLength() <= MAX_BYTES) {
                byte[] bytes = body.readNBytes(MAX_BYTES + 1);
                if (bytes.length <= MAX_BYTES) {
                    return bytes;
                }
            }
            body.skip(MAX_THROWN_AWAY);
            throw new TooLargeException();
        }
    }

    public static void write(Response response, Callback callback, int status, String type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        response.write(true, ByteBuffer.wrap(bytes), callback);
    }

    /** The body is longer than {@link #MAX_BYTES}. */
    public static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException() {
            super("http: request body too large");
        }
    }
}
