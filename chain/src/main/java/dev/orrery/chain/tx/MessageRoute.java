package dev.orrery.chain.tx;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * One kind of message and what its module does with it.
 *
 * @param check of the message alone, before anything is charged; throws if it can't be meant
 * @param handler runs the message and gives its response; throws to undo it
 * @param <M> the message
 */
public record MessageRoute<M extends Message>(M prototype, Consumer<M> check, BiFunction<Context, M, Message> handler) {
    public static <M extends Message> MessageRoute<M> of(M prototype, BiFunction<Context, M, Message> handler) {
        return new MessageRoute<>(prototype, message -> {}, handler);
    }

    @SuppressWarnings("unchecked")
    void check(Message message) {
        check.accept((M) message);
    }

    @SuppressWarnings("unchecked")
    Message handle(Context context, Message message) {
        return handler.apply(context, (M) message);
    }
}
