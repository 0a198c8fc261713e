package dev.orrery.server.devnet;

import com.google.protobuf.Message;
import java.util.function.Function;

/**
 * A method of {@code orrery.devnet.v1.Devnet}, however it is called.
 *
 * @param name as the service has it
 * @param request an empty one
 * @param body answers; throws a {@link io.grpc.StatusRuntimeException} that says why not
 * @param <Q> the request
 */
public record DevnetMethod<Q extends Message>(String name, Q request, Function<Q, Message> body) {
    /** Calls it with a request of its type. */
    @SuppressWarnings("unchecked")
    public Message call(Message asked) {
        return body.apply((Q) asked);
    }
}
