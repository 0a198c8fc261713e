package dev.orrery.ibc.transfer;

import static dev.orrery.ibc.Circumstances.within;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orrery.ibc.Addresses;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcError;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.Sha256;
import dev.orrery.ibc.transfer.TransferBank.Coin;
import dev.orrery.proto.ibc.applications.transfer.v1.GenesisState;
import dev.orrery.proto.ibc.applications.transfer.v1.Params;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of tokens: in which version of IBC they travel is others' affair. ibc-go apps/transfer keeper/relay.go.
 */
public record TransferKeeper(TransferBank bank, Addresses addresses) {
    public static final Params DEFAULT_PARAMS =
            Params.newBuilder().setSendEnabled(true).setReceiveEnabled(true).build();

    public static final String PORT = TransferStore.PORT;

    /** Name of the store it keeps its state in. */
    public static final String STORE = TransferStore.STORE;

    public void initialize(IbcContext ctx, Params params) {
        TransferStore.setPort(ctx);
        TransferStore.setParams(ctx, params);
    }

    /** Puts down what a genesis says. ibc-go apps/transfer keeper/genesis.go. */
    public void initialize(IbcContext ctx, GenesisState genesis) {
        initialize(ctx, genesis.getParams());
        for (var sent : genesis.getDenomsList()) {
            Denom denom = Denom.of(sent);
            TransferStore.setDenom(ctx, denom);
            bank.describe(ctx, new TransferBank.Voucher(denom.local(), denom.base(), denom.path()));
        }
        for (var coin : genesis.getTotalEscrowedList()) {
            BigInteger amount = bank.amount(coin.getAmount())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "total_escrowed: '" + coin.getAmount() + "' is no amount of " + coin.getDenom()));
            TransferStore.setEscrowed(ctx, coin.getDenom(), amount);
        }
    }

    /** What {@link #initialize} makes the same state of; nothing if it never ran. */
    public Optional<GenesisState> export(IbcContext ctx) {
        if (!TransferStore.hasParams(ctx)) {
            return Optional.empty();
        }
        return Optional.of(GenesisState.newBuilder()
                .setPortId(PORT)
                .addAllDenoms(TransferStore.denoms(ctx).stream()
                        .sorted(Comparator.comparing(Denom::base)
                                .thenComparingInt(denom -> denom.trace().size())
                                .thenComparing(Denom::path))
                        .map(Denom::toProto)
                        .toList())
                .setParams(TransferStore.params(ctx))
                .addAllTotalEscrowed(TransferStore.allEscrowed(ctx))
                .build());
    }

    /** The account that keeps tokens which left by an end. First 20 bytes of sha256(version, 0, end). */
    public static byte[] escrowAddress(String port, String channel) {
        byte[] hash = Sha256.of((TransferDataReader.VERSION + "\0" + port + "/" + channel).getBytes(UTF_8));
        return Arrays.copyOf(hash, 20);
    }

    /** How much of a token of this chain is away. */
    public static BigInteger escrowed(IbcContext ctx, String denom) {
        return TransferStore.escrowed(ctx, denom);
    }

    /** The way of a token of this chain. */
    public Denom denomOf(IbcContext ctx, String local) {
        if (!local.startsWith(Denom.PREFIX)) {
            return new Denom(local, List.of());
        }
        String hexHash = local.substring(Denom.PREFIX.length());
        byte[] hash;
        try {
            hash = TransferStore.parseHash(hexHash);
        } catch (IbcException unreadable) {
            throw TransferError.INVALID_DENOM_FOR_TRANSFER.failure(unreadable.text());
        }
        return TransferStore.denom(ctx, hash).orElseThrow(() -> TransferError.DENOM_NOT_FOUND.failure(hexHash));
    }

    /** Takes tokens from who sends them by an end: vouchers that came in by it are destroyed, all others kept in escrow. */
    public void send(IbcContext ctx, String port, String channel, Denom denom, BigInteger amount, byte[] sender) {
        if (!TransferStore.params(ctx).getSendEnabled()) {
            throw TransferError.SEND_DISABLED.failure();
        }
        if (isBlocked(sender)) {
            throw IbcError.UNAUTHORIZED.failure(addresses.text(sender) + " is not allowed to send funds");
        }
        Coin coin = new Coin(denom.local(), amount);
        try {
            bank.requireSendEnabled(ctx, coin);
        } catch (IbcException refused) {
            throw TransferError.SEND_DISABLED.failure(refused.text());
        }
        if (denom.cameBy(port, channel)) {
            bank.burn(ctx, sender, coin);
        } else {
            bank.send(ctx, sender, escrowAddress(port, channel), coin);
            BigInteger before = TransferStore.escrowed(ctx, coin.denom());
            TransferStore.setEscrowed(ctx, coin.denom(), before.add(amount));
        }
    }

    /** Where a packet came from and where it came in. */
    public record Ends(String sourcePort, String sourceChannel, String port, String channel) {}

    /** Gives tokens to who receives them: what left by this end comes out of escrow, all else is minted as a voucher. */
    public void receive(IbcContext ctx, TransferData data, Ends ends) {
        within("error validating ICS-20 transfer packet data", () -> {
            data.check(bank);
            data.checkMemo();
        });
        if (!TransferStore.params(ctx).getReceiveEnabled()) {
            throw TransferError.RECEIVE_DISABLED.failure();
        }
        byte[] receiver = receiver(data.receiver());
        if (isBlocked(receiver)) {
            throw IbcError.UNAUTHORIZED.failure(data.receiver() + " is not allowed to receive funds");
        }
        BigInteger amount = data.positiveAmount(bank);
        Denom sent = data.token();
        if (sent.cameBy(ends.sourcePort(), ends.sourceChannel())) {
            release(
                    ctx,
                    ends.port(),
                    ends.channel(),
                    receiver,
                    new Coin(sent.back().local(), amount));
        } else {
            mint(ctx, sent.through(ends.port(), ends.channel()), amount, receiver, data.receiver());
        }
    }

    private byte[] receiver(String text) {
        try {
            return addresses.parse(text);
        } catch (IbcException unreadable) {
            throw IbcError.INVALID_ADDRESS.failure("failed to decode receiver address: " + text);
        }
    }

    private void mint(IbcContext ctx, Denom denom, BigInteger amount, byte[] receiver, String receiverText) {
        if (!TransferStore.hasDenom(ctx, denom.hash())) {
            TransferStore.setDenom(ctx, denom);
        }
        String local = denom.local();
        if (!bank.isDescribed(ctx, local)) {
            bank.describe(ctx, new TransferBank.Voucher(local, denom.base(), denom.path()));
        }
        TransferEvents.denomination(ctx, denom);
        Coin voucher = new Coin(local, amount);
        within("failed to mint IBC tokens", () -> bank.mint(ctx, voucher));
        within(
                "failed to send coins to receiver " + receiverText,
                () -> bank.send(ctx, bank.account(), receiver, voucher));
    }

    /** Gives back what was sent by an end and didn't arrive. */
    public void refund(IbcContext ctx, String port, String channel, TransferData data) {
        byte[] sender = addresses.parse(data.sender());
        if (isBlocked(sender)) {
            throw IbcError.UNAUTHORIZED.failure(data.sender() + " is not allowed to receive funds");
        }
        Denom denom = data.token();
        Coin coin = new Coin(denom.local(), data.positiveAmount(bank));
        if (denom.cameBy(port, channel)) {
            bank.mint(ctx, coin);
            bank.send(ctx, bank.account(), sender, coin);
        } else {
            release(ctx, port, channel, sender, coin);
        }
    }

    private void release(IbcContext ctx, String port, String channel, byte[] to, Coin coin) {
        within(
                "unable to unescrow tokens, this may be caused by a malicious counterparty module or a bug: please open"
                        + " an issue on counterparty module",
                () -> bank.send(ctx, escrowAddress(port, channel), to, coin));
        BigInteger before = TransferStore.escrowed(ctx, coin.denom());
        TransferStore.setEscrowed(ctx, coin.denom(), before.subtract(coin.amount()));
    }

    /** The application's own account is an exception. */
    private boolean isBlocked(byte[] account) {
        return !Arrays.equals(account, bank.account()) && bank.isBlocked(account);
    }
}
