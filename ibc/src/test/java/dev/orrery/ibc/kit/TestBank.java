package dev.orrery.ibc.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcError;
import dev.orrery.ibc.PrefixedStore;
import dev.orrery.ibc.transfer.TransferBank;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Optional;

/** Coins in memory, undone with the state they are in. */
public final class TestBank implements TransferBank {
    private static final byte[] ACCOUNT = "transfer-account".getBytes(UTF_8);
    public static final String BLOCKED = "blocked";

    /** Somebody who has the coins already when it turns out that he may not. */
    public static final String TOO_LATE = "refused-too-late";

    /** Which token may not be sent. */
    public String disabled = "";

    @Override
    public Optional<BigInteger> amount(String text) {
        try {
            BigInteger value = new BigInteger(text);
            return value.bitLength() <= 256 ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    @Override
    public boolean isDenom(String name) {
        return name.matches("[a-zA-Z][a-zA-Z0-9/:._-]{2,127}");
    }

    @Override
    public void send(IbcContext ctx, byte[] from, byte[] to, Coin coin) {
        add(ctx, from, coin.denom(), coin.amount().negate());
        add(ctx, to, coin.denom(), coin.amount());
        if (new String(to, UTF_8).equals(TOO_LATE)) {
            throw IbcError.LOGIC.failure(TOO_LATE);
        }
    }

    private static void add(IbcContext ctx, byte[] account, String denom, BigInteger amount) {
        BigInteger sum = balance(ctx, account, denom).add(amount);
        if (sum.signum() < 0) {
            throw IbcError.INSUFFICIENT_FUNDS.failure("account has less than that of " + denom);
        }
        ctx.store("bank").set(key(account, denom), sum.toByteArray());
    }

    private static byte[] key(byte[] account, String denom) {
        return (denom + "|" + HexFormat.of().formatHex(account)).getBytes(UTF_8);
    }

    public static BigInteger balance(IbcContext ctx, byte[] account, String denom) {
        return ctx.store("bank").get(key(account, denom)).map(BigInteger::new).orElse(BigInteger.ZERO);
    }

    /** All there is of a token. */
    public static BigInteger supply(IbcContext ctx, String denom) {
        byte[] prefix = (denom + "|").getBytes(UTF_8);
        BigInteger[] sum = {BigInteger.ZERO};
        ctx.store("bank").ascend(prefix, PrefixedStore.after(prefix), (key, value) -> {
            sum[0] = sum[0].add(new BigInteger(value));
            return true;
        });
        return sum[0];
    }

    public static void give(IbcContext ctx, String account, String denom, long amount) {
        add(ctx, account.getBytes(UTF_8), denom, BigInteger.valueOf(amount));
    }

    @Override
    public void burn(IbcContext ctx, byte[] from, Coin coin) {
        add(ctx, from, coin.denom(), coin.amount().negate());
    }

    @Override
    public void mint(IbcContext ctx, Coin coin) {
        add(ctx, ACCOUNT, coin.denom(), coin.amount());
    }

    @Override
    public byte[] account() {
        return ACCOUNT.clone();
    }

    @Override
    public BigInteger spendable(IbcContext ctx, byte[] owner, String denom) {
        return balance(ctx, owner, denom);
    }

    @Override
    public boolean isBlocked(byte[] account) {
        return new String(account, UTF_8).equals(BLOCKED);
    }

    @Override
    public void requireSendEnabled(IbcContext ctx, Coin coin) {
        if (coin.denom().equals(disabled)) {
            throw IbcError.UNAUTHORIZED.failure(coin.denom() + " transfers are currently disabled");
        }
    }

    @Override
    public boolean isDescribed(IbcContext ctx, String denom) {
        return ctx.store("metadata").has(denom.getBytes(UTF_8));
    }

    @Override
    public void describe(IbcContext ctx, Voucher voucher) {
        ctx.store("metadata")
                .set(voucher.denom().getBytes(UTF_8), voucher.path().getBytes(UTF_8));
    }
}
