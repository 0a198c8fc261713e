package dev.orrery.chain;

import com.google.protobuf.Message;
import java.util.function.BiFunction;

/**
 * One method of a query service and what answers it.
 *
 * @param path such as {@code /cosmos.bank.v1beta1.Query/Balance}
 * @param handler reads state and answers; throws to refuse
 * @param <Q> the request
 */
public record QueryRoute<Q extends Message>(String path, Q prototype, BiFunction<Context, Q, Message> handler) {
    @SuppressWarnings("unchecked")
    Message answer(Context context, Message request) {
        return handler.apply(context, (Q) request);
    }
}
