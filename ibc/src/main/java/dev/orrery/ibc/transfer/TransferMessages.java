package dev.orrery.ibc.transfer;

import static dev.orrery.ibc.Circumstances.within;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Message;
import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcError;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.IbcMessage;
import dev.orrery.ibc.SdkError;
import dev.orrery.ibc.channel.ChannelKeeper;
import dev.orrery.ibc.host.Identifiers;
import dev.orrery.ibc.port.Ics4Wrapper;
import dev.orrery.proto.cosmos.base.v1beta1.Coin;
import dev.orrery.proto.ibc.applications.transfer.v1.MsgTransfer;
import dev.orrery.proto.ibc.applications.transfer.v1.MsgTransferResponse;
import dev.orrery.proto.ibc.applications.transfer.v1.MsgUpdateParams;
import dev.orrery.proto.ibc.applications.transfer.v1.MsgUpdateParamsResponse;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * The messages of {@code ibc.applications.transfer.v1}. ibc-go apps/transfer types/msgs.go, keeper/msg_server.go.
 *
 * @param below what packets over channels are sent through
 * @param clients what packets between clients are sent through
 * @param authority the account that governs the chain, as messages spell it
 */
public record TransferMessages(
        TransferKeeper keeper, ChannelKeeper channels, Ics4Wrapper below, ClientTransfers clients, String authority) {
    /** Stands for all that can be spent. ibc-go apps/transfer types/token.go: UnboundedSpendLimit. */
    private static final BigInteger ALL = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

    /** Sends a transfer from client to client, where the named channel is a client. */
    @FunctionalInterface
    public interface ClientTransfers {
        /** Returns the packet's sequence, unsigned. */
        long send(IbcContext ctx, String client, long timeoutSeconds, String encoding, TransferData data);
    }

    public List<IbcMessage<?>> all() {
        return List.of(
                new IbcMessage<>(MsgTransfer.getDefaultInstance(), this::check, this::transfer),
                new IbcMessage<>(MsgUpdateParams.getDefaultInstance(), this::check, this::updateParams));
    }

    private void check(MsgTransfer msg) {
        within("invalid source port ID " + msg.getSourcePort(), () -> Identifiers.checkPort(msg.getSourcePort()));
        within(
                "invalid source channel ID " + msg.getSourceChannel(),
                () -> Identifiers.checkChannel(msg.getSourceChannel()));
        checkCoin(msg.getToken());
        if (msg.getSender().isBlank()) {
            throw IbcError.INVALID_ADDRESS.failure("missing sender address");
        }
        if (msg.getReceiver().isBlank()) {
            throw IbcError.INVALID_ADDRESS.failure("missing recipient address");
        }
        if (msg.getReceiver().getBytes(UTF_8).length > TransferData.MAX_RECEIVER_BYTES) {
            throw IbcError.INVALID_ADDRESS.failure(
                    "recipient address must not exceed " + TransferData.MAX_RECEIVER_BYTES + " bytes");
        }
        if (msg.getMemo().getBytes(UTF_8).length > TransferData.MAX_MEMO_BYTES) {
            throw TransferError.INVALID_MEMO.failure("memo must not exceed " + TransferData.MAX_MEMO_BYTES + " bytes");
        }
    }

    private void checkCoin(Coin coin) {
        Optional<BigInteger> amount = keeper.bank().amount(coin.getAmount());
        if (amount.isEmpty()
                || amount.get().signum() <= 0
                || !keeper.bank().isDenom(coin.getDenom())
                || !isWhole(coin.getDenom())) {
            throw IbcError.INVALID_COINS.failure(coin.getAmount() + coin.getDenom());
        }
    }

    /** A voucher's name ends in the hash of its way. */
    private static boolean isWhole(String denom) {
        if (denom.equals("ibc") || denom.equals(Denom.PREFIX)) {
            return false;
        }
        if (!denom.startsWith(Denom.PREFIX)) {
            return true;
        }
        try {
            TransferStore.parseHash(denom.substring(Denom.PREFIX.length()));
            return true;
        } catch (IbcException noHash) {
            return false;
        }
    }

    private Message transfer(IbcContext ctx, MsgTransfer msg) {
        if (!TransferStore.params(ctx).getSendEnabled()) {
            throw TransferError.SEND_DISABLED.failure();
        }
        byte[] sender = keeper.addresses().parse(msg.getSender());
        BigInteger amount = amount(ctx, msg, sender);
        Denom denom = keeper.denomOf(ctx, msg.getToken().getDenom());
        TransferData data =
                new TransferData(denom.path(), amount.toString(), msg.getSender(), msg.getReceiver(), msg.getMemo());
        within("failed to validate " + TransferDataReader.VERSION + " packet data", () -> data.check(keeper.bank()));
        long sequence =
                channels.get(ctx, msg.getSourcePort(), msg.getSourceChannel()).isPresent()
                        ? overChannel(ctx, msg, denom, amount, sender, data)
                        : clients.send(ctx, msg.getSourceChannel(), msg.getTimeoutTimestamp(), msg.getEncoding(), data);
        return MsgTransferResponse.newBuilder().setSequence(sequence).build();
    }

    private BigInteger amount(IbcContext ctx, MsgTransfer msg, byte[] sender) {
        BigInteger amount = keeper.bank().amount(msg.getToken().getAmount()).orElseThrow();
        if (!amount.equals(ALL)) {
            return amount;
        }
        BigInteger spendable =
                keeper.bank().spendable(ctx, sender, msg.getToken().getDenom());
        if (spendable.signum() == 0) {
            throw TransferError.INVALID_AMOUNT.failure(
                    "empty spendable balance for " + msg.getToken().getDenom());
        }
        return spendable;
    }

    private long overChannel(
            IbcContext ctx, MsgTransfer msg, Denom denom, BigInteger amount, byte[] sender, TransferData data) {
        keeper.send(ctx, TransferKeeper.PORT, msg.getSourceChannel(), denom, amount, sender);
        Height timeout = new Height(
                msg.getTimeoutHeight().getRevisionNumber(),
                msg.getTimeoutHeight().getRevisionHeight());
        long sequence = below.send(
                ctx, TransferKeeper.PORT, msg.getSourceChannel(), timeout, msg.getTimeoutTimestamp(), data.json());
        TransferEvents.sent(ctx, data);
        return sequence;
    }

    private void check(MsgUpdateParams msg) {
        if (msg.getSigner().isBlank()) {
            throw IbcError.INVALID_ADDRESS.failure("missing sender address");
        }
    }

    private Message updateParams(IbcContext ctx, MsgUpdateParams msg) {
        if (!msg.getSigner().equals(authority)) {
            throw SdkError.UNAUTHORIZED.failure(
                    "invalid authority: expected " + authority + ", got " + msg.getSigner());
        }
        TransferStore.setParams(ctx, msg.getParams());
        return MsgUpdateParamsResponse.getDefaultInstance();
    }
}
