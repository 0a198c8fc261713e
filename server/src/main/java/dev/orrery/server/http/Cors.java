package dev.orrery.server.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Lets pages of any origin ask: web applications could not connect otherwise. What they may ask is not said here. */
final class Cors extends Handler.Wrapper {
    private static final String PREFLIGHT = "Access-Control-Request-Method";

    Cors(Handler handler) {
        super(handler);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("Access-Control-Allow-Origin", "*");
        if (HttpMethod.OPTIONS.is(request.getMethod()) && request.getHeaders().contains(PREFLIGHT)) {
            headers.put("Access-Control-Allow-Methods", "GET, POST, HEAD, OPTIONS");
            headers.put("Access-Control-Allow-Headers", "*");
            headers.put("Access-Control-Max-Age", "86400");
            headers.put(HttpHeader.VARY, "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
            response.setStatus(HttpStatus.NO_CONTENT_204);
            callback.succeeded();
            return true;
        }
        headers.put("Access-Control-Expose-Headers", "*");
        return super.handle(request, response, callback);
    }
}
