package dev.orrery.server.comet;

import com.google.gson.JsonElement;
import java.util.List;

/** A method that anybody may call, however the call comes. */
record RpcMethod(String name, List<Parameter> parameters, Body body) {
    RpcMethod {
        parameters = List.copyOf(parameters);
    }

    /** What the method does. */
    interface Body {
        /** @throws RpcException if it has to refuse */
        JsonElement call(Arguments arguments);
    }
}
