package dev.orrery.server.explorer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Serves the explorer below {@value #PATH}, with the RPC beside it at {@code rpc}, so that the page asks no other server than its
 * own; leaves other paths to the handler around which it stands. One virtual thread a request.
 */
public final class ExplorerPage extends Handler.Wrapper {
    /** Where the page lies. */
    public static final String PATH = "/explorer/";

    private static final String RPC = "rpc";
    private static final String INDEX = "index.html";

    /** Nothing but what is served here runs, is shown or is asked. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private static final List<String> FILES = List.of(
            INDEX,
            "style.css",
            "orrery.svg",
            "app.js",
            "api.js",
            "dom.js",
            "overview.js",
            "blocks.js",
            "transactions.js",
            "transaction.js",
            "trace.js",
            "flame.js",
            "contracts.js",
            "contract.js",
            "forms.js",
            "send.js",
            "accounts.js",
            "ibc.js");

    private final Map<String, byte[]> files = new HashMap<>();
    private final Request.Handler rpc;

    /**
     * @param otherwise answers what is not the explorer's
     * @param rpc answers calls of the RPC
     */
    public ExplorerPage(Handler otherwise, Request.Handler rpc) {
        super(otherwise);
        this.rpc = rpc;
        FILES.forEach(name -> files.put(name, read(name)));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = Request.getPathInContext(request);
        if (path.equals(PATH.substring(0, PATH.length() - 1))) {
            Response.sendRedirect(request, response, callback, PATH);
            return true;
        }
        if (!path.startsWith(PATH)) {
            return super.handle(request, response, callback);
        }
        String name = path.substring(PATH.length());
        if (name.equals(RPC) && HttpMethod.POST.is(request.getMethod())) {
            return rpc.handle(request, response, callback);
        }
        byte[] file = files.get(name.isEmpty() ? INDEX : name);
        if (file == null) {
            Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
            return true;
        }
        write(response, callback, name.isEmpty() ? INDEX : name, file);
        return true;
    }

    private static void write(Response response, Callback callback, String name, byte[] file) {
        var headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
        headers.put(HttpHeader.CONTENT_LENGTH, file.length);
        headers.put("Content-Security-Policy", POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put(HttpHeader.CACHE_CONTROL, "no-cache");
        response.write(true, ByteBuffer.wrap(file), callback);
    }

    private static byte[] read(String name) {
        try (InputStream in = ExplorerPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the explorer lacks its file " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
