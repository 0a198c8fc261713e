package token;

import sdk.Amount;
import sdk.Host;

/** Who holds how much. */
final class Balances {
    private Balances() {}

    private static byte[] key(String owner) {
        return Host.key("balance", Host.key(owner));
    }

    private static void save(String owner, Amount balance) {
        Host.set(key(owner), "\"" + balance + "\"");
    }

    static Amount of(String owner) {
        return Host.get(key(owner)).map(Amount::of).orElse(Amount.ZERO);
    }

    static void give(String owner, Amount amount) {
        save(owner, of(owner).plus(amount, "balance too large"));
    }

    static void take(String owner, Amount amount) {
        save(owner, of(owner).minus(amount, "balance"));
    }

    static void move(String from, String to, Amount amount) {
        take(from, amount);
        give(to, amount);
    }
}
