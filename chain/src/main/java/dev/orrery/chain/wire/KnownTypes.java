package dev.orrery.chain.wire;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.orrery.chain.error.ChainException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The message types that may travel inside an {@code Any}, by type URL. Immutable. */
public final class KnownTypes {
    private final Map<String, Message> prototypes;

    private KnownTypes(Map<String, Message> prototypes) {
        this.prototypes = prototypes;
    }

    public static KnownTypes of(Collection<Message> prototypes) {
        Map<String, Message> byUrl = new HashMap<>();
        for (Message prototype : prototypes) {
            byUrl.put(urlOf(prototype), prototype.getDefaultInstanceForType());
        }
        return new KnownTypes(Map.copyOf(byUrl));
    }

    /** These types and one more. */
    public KnownTypes with(Message prototype) {
        Map<String, Message> byUrl = new HashMap<>(prototypes);
        byUrl.put(urlOf(prototype), prototype.getDefaultInstanceForType());
        return new KnownTypes(Map.copyOf(byUrl));
    }

    /** The URL of a type as the reference writes it: a slash and the full name. */
    public static String urlOf(Message message) {
        return "/" + message.getDescriptorForType().getFullName();
    }

    public static Any pack(Message message) {
        return Any.newBuilder()
                .setTypeUrl(urlOf(message))
                .setValue(GoWire.encodeToByteString(message))
                .build();
    }

    public Optional<Message> prototype(String typeUrl) {
        return Optional.ofNullable(prototypes.get(typeUrl));
    }

    /**
     * @throws ChainException if the type is unknown or the bytes aren't one
     */
    public Message unpack(Any any) {
        Message prototype = prototype(any.getTypeUrl()).orElseThrow(() -> unresolvable(any.getTypeUrl()));
        try {
            return prototype.getParserForType().parseFrom(any.getValue());
        } catch (InvalidProtocolBufferException e) {
            throw ChainException.plain(ProtoTexts.of(e));
        }
    }

    static ChainException unresolvable(String typeUrl) {
        return ChainException.plain("unable to resolve type URL " + typeUrl);
    }
}
