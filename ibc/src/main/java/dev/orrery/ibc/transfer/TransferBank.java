package dev.orrery.ibc.transfer;

import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcException;
import java.math.BigInteger;
import java.util.Optional;

/** The coins of this chain. All methods that move coins throw {@link IbcException} if they can't. */
public interface TransferBank {
    /** An amount of one token of this chain. */
    record Coin(String denom, BigInteger amount) {}

    /** What wallets are told about a voucher. */
    record Voucher(String denom, String base, String path) {}

    /** An amount as messages spell it; empty if it is none, or none that fits. */
    Optional<BigInteger> amount(String text);

    /** Whether a token may be called so. */
    boolean isDenom(String name);

    void send(IbcContext ctx, byte[] from, byte[] to, Coin coin);

    /** Takes vouchers from an account and destroys them. */
    void burn(IbcContext ctx, byte[] from, Coin coin);

    /** Makes vouchers, which the application's account then has. */
    void mint(IbcContext ctx, Coin coin);

    /** The application's own account. */
    byte[] account();

    BigInteger spendable(IbcContext ctx, byte[] owner, String denom);

    /** Whether an account must not be sent to. */
    boolean isBlocked(byte[] account);

    /** Throws if a token may not be sent at present. */
    void requireSendEnabled(IbcContext ctx, Coin coin);

    boolean isDescribed(IbcContext ctx, String denom);

    void describe(IbcContext ctx, Voucher voucher);
}
