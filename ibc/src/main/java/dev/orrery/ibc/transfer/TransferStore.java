package dev.orrery.ibc.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.PrefixedStore;
import dev.orrery.ibc.SdkError;
import dev.orrery.proto.cosmos.base.v1beta1.Coin;
import dev.orrery.proto.cosmos.base.v1beta1.IntProto;
import dev.orrery.proto.ibc.applications.transfer.v1.Params;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What the application keeps: parameters, the ways of vouchers, and how much is in escrow. ibc-go apps/transfer keeper/keeper.go. */
final class TransferStore {
    static final String STORE = "transfer";
    static final String PORT = "transfer";

    /** What keys of vouchers' ways begin with. */
    static final byte[] DENOMS = {3};

    private static final byte[] PORT_KEY = {1};
    private static final byte[] PARAMS = "params".getBytes(UTF_8);

    /** What keys of tokens in escrow begin with. */
    private static final String ESCROW = "totalEscrowForDenom/";

    private TransferStore() {}

    static void setPort(IbcContext ctx) {
        ctx.store(STORE).set(PORT_KEY, PORT.getBytes(UTF_8));
    }

    static boolean hasParams(IbcContext ctx) {
        return ctx.store(STORE).has(PARAMS);
    }

    static Params params(IbcContext ctx) {
        byte[] stored = ctx.store(STORE)
                .get(PARAMS)
                .orElseThrow(() -> new IllegalStateException("transfer params are not set in store"));
        try {
            return Params.parseFrom(stored);
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("stored transfer params", broken);
        }
    }

    static void setParams(IbcContext ctx, Params params) {
        ctx.store(STORE).set(PARAMS, params.toByteArray());
    }

    static Optional<Denom> denom(IbcContext ctx, byte[] hash) {
        return ctx.store(STORE).get(denomKey(hash)).map(TransferStore::decode);
    }

    static Denom decode(byte[] stored) {
        try {
            return Denom.of(dev.orrery.proto.ibc.applications.transfer.v1.Denom.parseFrom(stored));
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("stored denomination", broken);
        }
    }

    static boolean hasDenom(IbcContext ctx, byte[] hash) {
        return ctx.store(STORE).has(denomKey(hash));
    }

    static void setDenom(IbcContext ctx, Denom denom) {
        ctx.store(STORE).set(denomKey(denom.hash()), denom.toProto().toByteArray());
    }

    /** The ways of all vouchers there have been. */
    static List<Denom> denoms(IbcContext ctx) {
        List<Denom> denoms = new ArrayList<>();
        ctx.store(STORE).ascend(DENOMS, PrefixedStore.after(DENOMS), (key, value) -> denoms.add(decode(value)));
        return denoms;
    }

    private static byte[] denomKey(byte[] hash) {
        return ByteBuffer.allocate(1 + hash.length).put(DENOMS).put(hash).array();
    }

    static BigInteger escrowed(IbcContext ctx, String denom) {
        return ctx.store(STORE)
                .get(escrowKey(denom))
                .map(stored -> new BigInteger(amount(stored)))
                .orElse(BigInteger.ZERO);
    }

    private static String amount(byte[] stored) {
        try {
            return IntProto.parseFrom(stored).getInt();
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("stored escrow", broken);
        }
    }

    /** Everything that is away, by token. */
    static List<Coin> allEscrowed(IbcContext ctx) {
        List<Coin> coins = new ArrayList<>();
        byte[] all = ESCROW.getBytes(UTF_8);
        ctx.store(STORE)
                .ascend(
                        all,
                        PrefixedStore.after(all),
                        (key, value) -> coins.add(Coin.newBuilder()
                                .setDenom(new String(key, UTF_8).substring(ESCROW.length()))
                                .setAmount(amount(value))
                                .build()));
        return coins;
    }

    /** Zero is forgotten, as the bank forgets balances. */
    static void setEscrowed(IbcContext ctx, String denom, BigInteger amount) {
        if (amount.signum() < 0) {
            throw SdkError.PANIC.failureSaying("recovered: negative coin amount");
        }
        if (amount.signum() == 0) {
            ctx.store(STORE).delete(escrowKey(denom));
            return;
        }
        byte[] stored = IntProto.newBuilder().setInt(amount.toString()).build().toByteArray();
        ctx.store(STORE).set(escrowKey(denom), stored);
    }

    private static byte[] escrowKey(String denom) {
        return (ESCROW + denom).getBytes(UTF_8);
    }

    /** Reads the hexadecimal hash of a voucher's way. */
    static byte[] parseHash(String text) {
        try {
            byte[] hash = HexFormat.of().parseHex(text);
            if (hash.length == 0 || hash.length == 32) {
                return hash;
            }
            throw unreadable("expected size to be 32 bytes, got " + hash.length + " bytes");
        } catch (IllegalArgumentException noHash) {
            throw unreadable("no hexadecimal digits");
        }
    }

    private static IbcException unreadable(String why) {
        return SdkError.INTERNAL.failureSaying(why);
    }
}
