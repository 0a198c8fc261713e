package dev.orrery.server.comet;

import com.google.gson.JsonObject;
import java.util.Optional;

/** A call that gets an error for an answer. Codes and words: cometbft rpc/jsonrpc/types/types.go. */
final class RpcException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int PARSE_ERROR = -32700;
    private static final int INVALID_REQUEST = -32600;
    private static final int METHOD_NOT_FOUND = -32601;
    private static final int INVALID_PARAMS = -32602;
    private static final int INTERNAL_ERROR = -32603;
    private static final int SERVER_ERROR = -32000;

    private final int code;
    private final transient Optional<String> data;

    private RpcException(int code, String message, Optional<String> data) {
        super(message, null, false, false);
        this.code = code;
        this.data = data;
    }

    static RpcException noJson(String why) {
        return new RpcException(
                PARSE_ERROR, "Parse error. Invalid JSON", Optional.of("error unmarshaling request: " + why));
    }

    static RpcException invalidRequest(String why) {
        return new RpcException(INVALID_REQUEST, "Invalid Request", Optional.of(why));
    }

    static RpcException noSuchMethod() {
        return new RpcException(METHOD_NOT_FOUND, "Method not found", Optional.empty());
    }

    /** @param form of the parameters: {@code json} or {@code http} */
    static RpcException invalidParams(String form, String why) {
        return new RpcException(
                INVALID_PARAMS,
                "Invalid params",
                Optional.of("error converting " + form + " params to arguments: " + why));
    }

    /** The method itself has to refuse. */
    static RpcException refused(String why) {
        return new RpcException(INTERNAL_ERROR, "Internal error", Optional.of(why));
    }

    /** Something ends that the client had asked for earlier. */
    static RpcException ended(String why) {
        return new RpcException(SERVER_ERROR, "Server error", Optional.of(why));
    }

    JsonObject json() {
        JsonObject error = new JsonObject();
        error.addProperty("code", code);
        error.addProperty("message", getMessage());
        data.ifPresent(text -> error.addProperty("data", text));
        return error;
    }
}
