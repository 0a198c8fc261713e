package dev.orrery.chain.tx;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.chain.wire.StrictFields;
import dev.orrery.chain.wire.WireCursor;
import dev.orrery.chain.wire.WireCursor.MalformedException;
import dev.orrery.chain.wire.WireCursor.Tag;
import dev.orrery.ibc.Sha256;
import dev.orrery.proto.cosmos.tx.v1beta1.AuthInfo;
import dev.orrery.proto.cosmos.tx.v1beta1.TxBody;
import dev.orrery.proto.cosmos.tx.v1beta1.TxRaw;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes → transaction. Refuses bytes that could be written in another way, and whatever isn't understood. Any thread.
 *
 * @param recent by their hash: a transaction is read when it comes, after each block that it waits for, and in its own
 */
public record TxDecoder(KnownTypes types, Signers signers, Recent<ByteString, Tx> recent) {
    /** As many as can wait for a block. */
    private static final int MOST_RECENT = 5000;

    /** Larger ones, which bring codes, are read again. Bytes. */
    private static final int LARGEST_RECENT = 4096;

    public TxDecoder(KnownTypes types, Signers signers) {
        this(types, signers, new Recent<>(MOST_RECENT));
    }

    /**
     * @throws ChainException with {@link SdkError#TX_DECODE}
     */
    public Tx decode(byte[] bytes) {
        if (bytes.length > LARGEST_RECENT) {
            return decodeNew(bytes);
        }
        ByteString hash = ByteString.copyFrom(Sha256.of(bytes));
        return recent.get(hash).orElseGet(() -> {
            Tx tx = decodeNew(bytes);
            recent.put(hash, tx);
            return tx;
        });
    }

    private Tx decodeNew(byte[] bytes) {
        try {
            return decodeOrFail(bytes);
        } catch (ChainException e) {
            throw e.kind() == SdkError.TX_DECODE ? e : SdkError.TX_DECODE.failure(e.text());
        } catch (InvalidProtocolBufferException e) {
            throw SdkError.TX_DECODE.failure("unexpected EOF");
        }
    }

    private Tx decodeOrFail(byte[] bytes) throws InvalidProtocolBufferException {
        checkIsCanonical(bytes);
        StrictFields.checkAll(bytes, TxRaw.getDescriptor(), types);
        TxRaw raw = TxRaw.parseFrom(bytes);
        boolean ignored = StrictFields.checkCritical(raw.getBodyBytes().toByteArray(), TxBody.getDescriptor(), types);
        TxBody body = TxBody.parseFrom(raw.getBodyBytes());
        StrictFields.checkAll(raw.getAuthInfoBytes().toByteArray(), AuthInfo.getDescriptor(), types);
        AuthInfo authInfo = AuthInfo.parseFrom(raw.getAuthInfoBytes());
        List<Message> messages = new ArrayList<>();
        for (Any any : body.getMessagesList()) {
            messages.add(types.unpack(any));
        }
        return new Tx(
                bytes,
                raw.getBodyBytes(),
                raw.getAuthInfoBytes(),
                body,
                authInfo,
                messages,
                List.<ByteString>copyOf(raw.getSignaturesList()),
                ignored,
                signers);
    }

    /**
     * The outer message has one possible encoding: fields in order, lengths as short as can be. ADR-027; Cosmos SDK x/auth/tx
     * decoder.go.
     */
    private static void checkIsCanonical(byte[] bytes) {
        WireCursor in = new WireCursor(bytes);
        int previous = 0;
        try {
            while (!in.atEnd()) {
                Tag tag = in.readTag();
                if (tag.type() != WireCursor.BYTES) {
                    throw refused("expected " + WireCursor.BYTES + " wire type, got " + tag.type());
                }
                if (tag.number() < previous) {
                    throw refused(
                            "txRaw must follow ADR-027, got tagNum " + tag.number() + " after tagNum " + previous);
                }
                previous = tag.number();
                int start = in.position();
                WireCursor content = in.readBytes();
                int read = content.position() - start;
                int needed = varintLength(in.position() - content.position());
                if (read != needed) {
                    throw refused("length prefix varint for tagNum " + tag.number()
                            + " is not as short as possible, read " + read + ", only need " + needed);
                }
            }
        } catch (MalformedException e) {
            throw refused("invalid length; " + e.getMessage());
        }
    }

    private static int varintLength(int value) {
        int significantBits = Integer.SIZE - Integer.numberOfLeadingZeros(value);
        return Math.max(1, (significantBits + 6) / 7);
    }

    private static ChainException refused(String text) {
        return SdkError.TX_DECODE.failure(text);
    }
}
