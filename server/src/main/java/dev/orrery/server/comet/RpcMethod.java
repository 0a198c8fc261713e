package dev.orrery.server.comet;

import com.google.gson.JsonElement;
import dev.orrery.server.http.Caller;
import java.util.List;
import java.util.Optional;

/**
 * A method, however the call comes.
 *
 * @param guard what is said to those who may not call it
 */
record RpcMethod(String name, List<Parameter> parameters, Body body, Guard guard) {
    RpcMethod {
        parameters = List.copyOf(parameters);
    }

    /** A method that anybody may call. */
    RpcMethod(String name, List<Parameter> parameters, Body body) {
        this(name, parameters, body, caller -> Optional.empty());
    }

    /** What the method does. */
    interface Body {
        /** @throws RpcException if it has to refuse */
        JsonElement call(Arguments arguments);
    }

    /** Who may call. */
    interface Guard {
        /** Why not; empty for those who may. */
        Optional<String> refusal(Caller caller);
    }

    /** @throws RpcException if it has to refuse, or the caller may not */
    JsonElement call(Caller caller, Arguments arguments) {
        guard.refusal(caller).ifPresent(why -> {
            throw RpcException.refused(why);
        });
        return body.call(arguments);
    }
}
