package dev.orrery.ibc;

import com.google.protobuf.Message;
import java.util.function.BiFunction;

/**
 * One method of a query service and what answers it.
 *
 * @param path such as {@code /ibc.core.client.v1.Query/ClientState}
 * @param handler reads state and answers; throws {@link IbcQueryException} or {@link IbcException} to refuse
 */
public record IbcQuery<Q extends Message>(String path, Q prototype, BiFunction<IbcContext, Q, Message> handler) {
    @SuppressWarnings("unchecked")
    public Message answer(IbcContext ctx, Message request) {
        return handler.apply(ctx, (Q) request);
    }
}
