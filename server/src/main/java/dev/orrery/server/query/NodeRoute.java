package dev.orrery.server.query;

import com.google.protobuf.Message;
import java.util.function.Function;

/**
 * A method that the node answers.
 *
 * @param path such as {@code /cosmos.tx.v1beta1.Service/GetTx}
 * @param handler answers, or throws a {@link dev.orrery.chain.error.QueryException}
 */
record NodeRoute<Q extends Message>(String path, Q prototype, Function<Q, Message> handler) {
    @SuppressWarnings("unchecked")
    Message answer(Message request) {
        return handler.apply((Q) request);
    }
}
