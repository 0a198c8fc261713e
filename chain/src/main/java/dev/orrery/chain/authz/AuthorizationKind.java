package dev.orrery.chain.authz;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.function.Function;

/**
 * One kind of authorization, as the module gives it whose messages it is about.
 *
 * @param prototype of the message that it is in the store
 * @param <M> that message
 */
public record AuthorizationKind<M extends Message>(M prototype, Function<M, Authorization> reader) {
    @SuppressWarnings("unchecked")
    Authorization read(ByteString bytes) throws InvalidProtocolBufferException {
        return reader.apply((M) prototype.getParserForType().parseFrom(bytes));
    }
}
