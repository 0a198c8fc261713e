package dev.orrery.chain.wire;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.wire.WireCursor.MalformedException;
import dev.orrery.chain.wire.WireCursor.Tag;
import dev.orrery.proto.options.v1.OptionsProto;
import java.nio.charset.StandardCharsets;

/**
 * Refuses encoded messages that say more than we understand: signers must know what they sign. Looks inside {@code Any}, and at
 * every big number. Cosmos SDK codec/unknownproto.
 */
public final class StrictFields {
    /** Field numbers with this bit set may be ignored where that is allowed. */
    private static final int NON_CRITICAL_BIT = 1 << 10;

    /** Messages inside messages. Protobuf's own limit in Java; deeper ones could not be read afterwards. */
    private static final int MAX_DEPTH = 100;

    /** {@code Any} inside {@code Any}. Cosmos SDK codec/types: MaxUnpackAnyRecursionDepth. */
    private static final int MAX_ANY_DEPTH = 10;

    /** {@code Any}s in all. Cosmos SDK codec/types: MaxUnpackAnySubCalls. */
    private static final int MAX_ANYS = 100;

    private final KnownTypes types;
    private final boolean mayIgnoreNonCritical;
    private boolean ignored;
    private int anys;

    private StrictFields(KnownTypes types, boolean mayIgnoreNonCritical) {
        this.types = types;
        this.mayIgnoreNonCritical = mayIgnoreNonCritical;
    }

    /**
     * @throws ChainException if any field is unknown
     */
    public static void checkAll(byte[] encoded, Descriptor type, KnownTypes types) {
        new StrictFields(types, false).check(new WireCursor(encoded), type, MAX_DEPTH, MAX_ANY_DEPTH);
    }

    /**
     * Lets unknown fields pass if their number says that they don't matter.
     *
     * @return whether there were any
     * @throws ChainException if any other field is unknown
     */
    public static boolean checkCritical(byte[] encoded, Descriptor type, KnownTypes types) {
        StrictFields check = new StrictFields(types, true);
        check.check(new WireCursor(encoded), type, MAX_DEPTH, MAX_ANY_DEPTH);
        return check.ignored;
    }

    private void check(WireCursor in, Descriptor type, int depth, int anyDepth) {
        if (in.atEnd()) {
            return;
        }
        if (depth == 0) {
            throw ChainException.plain("recursion limit reached");
        }
        while (!in.atEnd()) {
            Tag tag = readTag(in);
            FieldDescriptor field = type.findFieldByNumber(tag.number());
            if (field == null) {
                checkUnknown(type, tag);
                skip(in, tag);
            } else {
                checkWireType(type, field, tag);
                checkField(in, tag, field, depth, anyDepth);
            }
        }
    }

    private void checkField(WireCursor in, Tag tag, FieldDescriptor field, int depth, int anyDepth) {
        if (tag.type() != WireCursor.BYTES) {
            skip(in, tag);
            return;
        }
        WireCursor content = readBytes(in, tag);
        if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
            checkNumber(content, field);
        } else if (field.getMessageType().equals(Any.getDescriptor())) {
            checkAny(content, depth - 1, anyDepth);
        } else {
            checkTime(content, field.getMessageType());
            check(content, field.getMessageType(), depth - 1, anyDepth);
        }
    }

    /** The reference's structs hold times as Go does, and decoding fails for others. */
    private static void checkTime(WireCursor content, Descriptor type) {
        try {
            if (type.equals(Timestamp.getDescriptor())) {
                Times.instant(Timestamp.parseFrom(content.toArray()));
            } else if (type.equals(Duration.getDescriptor())) {
                Times.duration(Duration.parseFrom(content.toArray()));
            }
        } catch (InvalidProtocolBufferException e) {
            throw ChainException.plain(ProtoTexts.of(e));
        }
    }

    private void checkAny(WireCursor content, int depth, int anyDepth) {
        byte[] encoded = content.toArray();
        check(content, Any.getDescriptor(), depth, anyDepth);
        if (anyDepth == 0) {
            throw ChainException.plain("max depth exceeded");
        }
        if (++anys > MAX_ANYS) {
            throw ChainException.plain("call limit exceeded");
        }
        try {
            Any any = Any.parseFrom(encoded);
            Message prototype =
                    types.prototype(any.getTypeUrl()).orElseThrow(() -> KnownTypes.unresolvable(any.getTypeUrl()));
            check(
                    new WireCursor(any.getValue().toByteArray()),
                    prototype.getDescriptorForType(),
                    depth - 1,
                    anyDepth - 1);
        } catch (InvalidProtocolBufferException e) {
            throw ChainException.plain(ProtoTexts.of(e));
        }
    }

    private static void checkNumber(WireCursor content, FieldDescriptor field) {
        switch (field.getOptions().getExtension(OptionsProto.json)) {
            case INTEGER -> GoInteger.parse(utf8(content));
            case DECIMAL -> GoInteger.parseDecimal(utf8(content));
            case PLAIN, HEX, INLINE, UNRECOGNIZED -> {}
        }
    }

    private static String utf8(WireCursor content) {
        return new String(content.toArray(), StandardCharsets.UTF_8);
    }

    private void checkUnknown(Descriptor type, Tag tag) {
        boolean critical = (tag.number() & NON_CRITICAL_BIT) == 0;
        ignored |= !critical;
        if (critical || !mayIgnoreNonCritical) {
            throw ChainException.plain("errUnknownField \"" + GoTypeNames.pointerTo(type) + "\": {TagNum: "
                    + tag.number() + ", WireType:\"" + word(tag.type()) + "\"}");
        }
    }

    private static void checkWireType(Descriptor type, FieldDescriptor field, Tag tag) {
        int wanted = field.getLiteType().getWireType();
        boolean packed = tag.type() == WireCursor.BYTES && field.isRepeated() && field.isPackable();
        if (tag.type() != wanted && !packed) {
            throw ChainException.plain("Mismatched \"" + GoTypeNames.pointerTo(type) + "\": {TagNum: " + tag.number()
                    + ", GotWireType: \"" + word(tag.type()) + "\" != WantWireType: \"" + word(wanted) + "\"}");
        }
    }

    private static Tag readTag(WireCursor in) {
        try {
            return in.readTag();
        } catch (MalformedException e) {
            throw ChainException.plain("invalid length");
        }
    }

    private static void skip(WireCursor in, Tag tag) {
        try {
            in.skip(tag);
        } catch (MalformedException e) {
            throw unconsumable(tag, e);
        }
    }

    private static WireCursor readBytes(WireCursor in, Tag tag) {
        try {
            return in.readBytes();
        } catch (MalformedException e) {
            throw unconsumable(tag, e);
        }
    }

    private static ChainException unconsumable(Tag tag, MalformedException e) {
        return ChainException.plain("could not consume field value for tagNum: " + tag.number() + ", wireType: \""
                + word(tag.type()) + "\"; " + e.getMessage());
    }

    private static String word(int wireType) {
        return switch (wireType) {
            case WireCursor.VARINT -> "varint";
            case WireCursor.FIXED64 -> "fixed64";
            case WireCursor.BYTES -> "bytes";
            case WireCursor.START_GROUP -> "start_group";
            case WireCursor.END_GROUP -> "end_group";
            case WireCursor.FIXED32 -> "fixed32";
            default -> "unknown type: " + wireType;
        };
    }
}
