package dev.orrery.ibc;

import com.google.protobuf.Message;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * One kind of message and what IBC does with it.
 *
 * @param check of the message alone; throws if it can't be meant
 * @param handler runs the message and gives its response; throws to undo it
 */
public record IbcMessage<M extends Message>(
        M prototype, Consumer<M> check, BiFunction<IbcContext, M, Message> handler) {

    /** Checks and runs a message of this kind, as tests and nested calls do. */
    @SuppressWarnings("unchecked")
    public Message run(IbcContext ctx, Message message) {
        M typed = (M) message;
        check.accept(typed);
        return handler.apply(ctx, typed);
    }
}
