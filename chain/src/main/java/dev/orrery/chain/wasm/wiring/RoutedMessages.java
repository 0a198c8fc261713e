package dev.orrery.chain.wasm.wiring;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.tx.MessageRouter;
import dev.orrery.chain.tx.Signers;
import dev.orrery.chain.wasm.ChainMessages;
import java.util.List;
import java.util.function.Supplier;

/**
 * Messages of contracts on the way that those of transactions take.
 *
 * @param router asked when there is a message: it is made of all modules, the wasm module included
 */
record RoutedMessages(Supplier<MessageRouter> router, Signers signerRules) implements ChainMessages {
    @Override
    public Message unpack(String typeUrl, byte[] value) {
        return router.get()
                .unpack(Any.newBuilder()
                        .setTypeUrl(typeUrl)
                        .setValue(ByteString.copyFrom(value))
                        .build());
    }

    @Override
    public void check(Message message) {
        router.get().check(message);
    }

    @Override
    public List<Address> signers(Message message) {
        return signerRules.of(message);
    }

    @Override
    public boolean knows(Message message) {
        return router.get().knows(message);
    }

    @Override
    public Result run(Context ctx, Message message) {
        MessageRouter.Result result = router.get().run(ctx, message);
        return new Result(result.response(), result.events());
    }
}
