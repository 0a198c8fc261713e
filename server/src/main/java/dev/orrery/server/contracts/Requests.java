package dev.orrery.server.contracts;

import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.error.ChainException;
import dev.orrery.proto.contracts.v1.Coin;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Reads the parts of requests; refusals name the field. */
final class Requests {
    private static final int USUAL_PAGE = 100;
    private static final int MAX_PAGE = 1_000;

    /** Different tokens in one call. */
    private static final int MAX_COINS = 100;

    /** Decimal digits of the largest number of 256 bits. */
    private static final int MAX_AMOUNT_DIGITS = 78;

    private static final int MAX_AMOUNT_BITS = 256;

    private Requests() {}

    static Address address(String field, String text, AddressFormat format) {
        try {
            return format.parse(text);
        } catch (ChainException e) {
            throw Refusals.invalid(field + ": " + e.text());
        }
    }

    static Coins funds(List<Coin> funds) {
        if (funds.size() > MAX_COINS) {
            throw Refusals.invalid("funds: at most " + MAX_COINS + " coins, got " + funds.size());
        }
        List<dev.orrery.chain.coin.Coin> coins = new ArrayList<>();
        for (Coin coin : funds) {
            coins.add(new dev.orrery.chain.coin.Coin(coin.getDenom(), amount(coin)));
        }
        Coins all = new Coins(coins);
        all.fault().ifPresent(fault -> {
            throw Refusals.invalid("funds: " + fault);
        });
        return all;
    }

    /** @param limit 0: what is usual */
    static int page(int limit) {
        if (limit < 0 || limit > MAX_PAGE) {
            throw Refusals.invalid("limit must be at most " + MAX_PAGE + ", got " + Integer.toUnsignedString(limit));
        }
        return limit == 0 ? USUAL_PAGE : limit;
    }

    private static BigInteger amount(Coin coin) {
        String digits = coin.getAmount();
        boolean isNumber = !digits.isEmpty()
                && digits.length() <= MAX_AMOUNT_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        BigInteger amount = isNumber ? new BigInteger(digits) : BigInteger.ONE.shiftLeft(MAX_AMOUNT_BITS);
        if (amount.bitLength() > MAX_AMOUNT_BITS) {
            throw Refusals.invalid("funds: the amount of '" + coin.getDenom() + "' is not a number of up to "
                    + MAX_AMOUNT_BITS + " bits in decimal digits");
        }
        return amount;
    }
}
