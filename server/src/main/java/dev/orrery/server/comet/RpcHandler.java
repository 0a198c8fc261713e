package dev.orrery.server.comet;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.orrery.server.http.Bodies;
import dev.orrery.server.http.Caller;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** Calls by HTTP: JSON-RPC in a body, alone or many, or a method and its parameters in a URL. One virtual thread a request. */
final class RpcHandler extends Handler.Abstract {
    private static final String JSON = "application/json";

    /** The id that answers to URLs carry. */
    private static final Optional<JsonPrimitive> URL_ID = Optional.of(new JsonPrimitive(-1));

    private final MethodTable methods;

    RpcHandler(MethodTable methods) {
        this.methods = methods;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        response.getHeaders().put("X-Server-Time", Long.toString(System.currentTimeMillis() / 1000));
        String path = Request.getPathInContext(request);
        if (path.equals("/")) {
            handleBody(request, response, callback);
        } else {
            handleUrl(path.substring(1), request, response, callback);
        }
        return true;
    }

    /** Answers calls in bodies alone, whatever the path. */
    Request.Handler bodiesOnly() {
        return (request, response, callback) -> {
            handleBody(request, response, callback);
            return true;
        };
    }

    private void handleBody(Request request, Response response, Callback callback) throws IOException {
        byte[] body;
        try {
            body = Bodies.read(request);
        } catch (Bodies.TooLargeException e) {
            JsonObject refusal = MethodTable.error(
                    Optional.empty(), RpcException.invalidRequest("error reading request body: " + e.getMessage()));
            write(response, callback, HttpStatus.BAD_REQUEST_400, refusal);
            return;
        }
        if (body.length == 0) {
            Bodies.write(response, callback, HttpStatus.OK_200, "text/html", listing(request));
            return;
        }
        List<RpcRequest> calls;
        try {
            calls = RpcRequest.parse(new String(body, StandardCharsets.UTF_8));
        } catch (RpcException e) {
            write(response, callback, HttpStatus.INTERNAL_SERVER_ERROR_500, MethodTable.error(Optional.empty(), e));
            return;
        }
        Caller caller = Caller.of(request.getHeaders(), false);
        JsonArray answers = new JsonArray();
        for (RpcRequest call : calls) {
            // Quirk: who sends no id is not even heard. cometbft http_json_handler.go.
            if (call.id().isPresent()) {
                answers.add(methods.answer(call, caller));
            }
        }
        switch (answers.size()) {
            case 0 -> Bodies.write(response, callback, HttpStatus.OK_200, JSON, "");
            // Quirk: a batch of one is answered as a call is. cometbft http_server.go: WriteRPCResponseHTTP.
            case 1 -> write(response, callback, HttpStatus.OK_200, answers.get(0));
            default -> write(response, callback, HttpStatus.OK_200, answers);
        }
    }

    private void handleUrl(String name, Request request, Response response, Callback callback) {
        if (WebSocketSession.METHODS.contains(name)) {
            JsonObject refusal = MethodTable.error(URL_ID, RpcException.noSuchMethod());
            write(response, callback, HttpStatus.NOT_FOUND_404, refusal);
            return;
        }
        Optional<RpcMethod> method = methods.find(name);
        if (method.isEmpty()) {
            response.getHeaders().put("X-Content-Type-Options", "nosniff");
            Bodies.write(
                    response, callback, HttpStatus.NOT_FOUND_404, "text/plain; charset=utf-8", "404 page not found\n");
            return;
        }
        Fields query = Request.extractQueryParameters(request);
        JsonObject answer = MethodTable.answer(
                URL_ID,
                () -> method.get()
                        .call(
                                Caller.of(request.getHeaders(), true),
                                Arguments.fromUrl(
                                        method.get().parameters(),
                                        parameter -> Optional.ofNullable(query.getValue(parameter))
                                                .orElse(""))));
        int status = answer.has("error") ? HttpStatus.INTERNAL_SERVER_ERROR_500 : HttpStatus.OK_200;
        write(response, callback, status, answer);
    }

    /** A page that names the methods, for people. */
    private String listing(Request request) {
        String host = Request.getServerName(request) + ":" + Request.getServerPort(request);
        StringBuilder page = new StringBuilder("<html><body><br>Available endpoints:<br>");
        methods.all().stream()
                .filter(method -> method.parameters().isEmpty())
                .forEach(method -> link(page, "//" + host + "/" + method.name()));
        page.append("<br>Endpoints that require arguments:<br>");
        methods.all().stream()
                .filter(method -> !method.parameters().isEmpty())
                .forEach(method -> link(
                        page,
                        "//" + host + "/" + method.name()
                                + method.parameters().stream()
                                        .map(parameter -> parameter.name() + "=_")
                                        .collect(Collectors.joining("&", "?", ""))));
        return page.append("</body></html>").toString();
    }

    private static void link(StringBuilder page, String url) {
        String safe = url.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
        page.append("<a href=\"").append(safe).append("\">").append(safe).append("</a></br>");
    }

    private static void write(Response response, Callback callback, int status, JsonElement json) {
        Bodies.write(response, callback, status, JSON, CometJson.text(json));
    }
}
