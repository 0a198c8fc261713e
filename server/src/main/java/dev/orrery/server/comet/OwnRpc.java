package dev.orrery.server.comet;

import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Serves our own methods at {@value #PATH} on another port, where the RPC itself is a CometBFT's; leaves other paths to the handler
 * around which it stands. One virtual thread a request.
 */
public final class OwnRpc extends Handler.Wrapper {
    /** Takes calls by JSON in a body. */
    public static final String PATH = "/orrery/rpc";

    private final Request.Handler calls;

    public OwnRpc(Handler otherwise, OwnMethods methods) {
        super(otherwise);
        calls = new RpcHandler(new MethodTable(methods.all())).bodiesOnly();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!Request.getPathInContext(request).equals(PATH)) {
            return super.handle(request, response, callback);
        }
        if (HttpMethod.POST.is(request.getMethod())) {
            return calls.handle(request, response, callback);
        }
        Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
        return true;
    }
}
