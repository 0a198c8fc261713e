package dev.orrery.chain.bank;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.auth.Account;
import dev.orrery.chain.auth.AuthKeeper;
import dev.orrery.chain.auth.VestingAccount;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.collection.Keys;
import dev.orrery.chain.collection.Keys.Pair;
import dev.orrery.chain.collection.Page;
import dev.orrery.chain.error.SdkError;
import dev.orrery.proto.cosmos.bank.v1beta1.Metadata;
import dev.orrery.proto.cosmos.bank.v1beta1.Params;
import dev.orrery.proto.cosmos.base.query.v1beta1.PageRequest;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Balances and how they change. Reads, writes and events come in the reference's order, since reading and writing costs gas. Cosmos
 * SDK x/bank/keeper.
 */
public final class BankKeeper {
    private final AuthKeeper accounts;
    private final Set<Address> blocked;

    /**
     * @param blocked who can't be sent anything by a message
     */
    public BankKeeper(AuthKeeper accounts, Set<Address> blocked) {
        this.accounts = accounts;
        this.blocked = Set.copyOf(blocked);
    }

    public boolean isBlocked(Address address) {
        return blocked.contains(address);
    }

    public Coin balance(Context context, Address owner, String denom) {
        BigInteger amount =
                BankKeys.BALANCES.get(context, new Pair<>(owner, denom)).orElse(BigInteger.ZERO);
        return new Coin(denom, amount);
    }

    public Coins balances(Context context, Address owner) {
        return Coins.sum(BankKeys.BALANCES.entries(context, Keys.prefix(Keys.ADDRESS, owner)).stream()
                .map(entry -> new Coin(entry.key().second(), entry.value()))
                .toList());
    }

    /** What an account can't send now; only vesting accounts have such coins. */
    public Coins locked(Context context, Address owner) {
        return accounts.account(context, owner).orElse(null) instanceof VestingAccount vesting
                ? vesting.locked(context.block().time())
                : Coins.NONE;
    }

    public Coins spendable(Context context, Address owner) {
        Coins total = balances(context, owner);
        Coins rest = total.minus(locked(context, owner));
        return rest.isAnyNegative() ? Coins.NONE : rest;
    }

    public Coin spendable(Context context, Address owner, String denom) {
        Coin balance = balance(context, owner, denom);
        return balance.minus(locked(context, owner).amountOf(denom));
    }

    /** One unit of something that an account can spend, or nothing. */
    public Coins smallestSpendable(Context context, Address owner) {
        return spendable(context, owner).list().stream()
                .findFirst()
                .map(coin -> Coins.of(Coin.of(coin.denom(), 1)))
                .orElse(Coins.NONE);
    }

    /** Moves coins, and makes an account for who has none. */
    public void send(Context context, Address from, Address to, Coins amount) {
        checkValid(amount);
        subtract(context, from, amount);
        add(context, to, amount);
        accounts.createIfMissing(context, to);
        String sender = accounts.text(from);
        context.events()
                .emit("transfer", "recipient", accounts.text(to), "sender", sender, "amount", amount.toString());
        context.events().emit("message", "sender", sender);
    }

    /** Moves coins from one to several at once. */
    public void sendToMany(Context context, Address from, Coins total, List<Output> outputs) {
        String sender = accounts.text(from);
        context.events().emit("message", "sender", sender);
        outputs.forEach(output -> accounts.createIfMissing(context, output.to()));
        subtract(context, from, total);
        for (Output output : outputs) {
            add(context, output.to(), output.coins());
            context.events()
                    .emit(
                            "transfer",
                            "recipient",
                            output.toText(),
                            "sender",
                            sender,
                            "amount",
                            output.coins().toString());
        }
    }

    /**
     * A part of a transfer to several.
     *
     * @param toText the address as the message spells it
     */
    public record Output(Address to, String toText, Coins coins) {}

    public void sendToModule(Context context, Address from, String module, Coins amount) {
        accounts.moduleAccount(context, module);
        send(context, from, accounts.moduleAddress(module), amount);
    }

    public void sendBetweenModules(Context context, String from, String to, Coins amount) {
        accounts.moduleAccount(context, to);
        send(context, accounts.moduleAddress(from), accounts.moduleAddress(to), amount);
    }

    public void sendFromModule(Context context, String module, Address to, Coins amount) {
        if (isBlocked(to)) {
            throw SdkError.UNAUTHORIZED.failure(accounts.text(to) + " is not allowed to receive funds");
        }
        send(context, accounts.moduleAddress(module), to, amount);
    }

    /** Moves coins, also locked ones, to a module that keeps them for their owner. */
    public void delegateToModule(Context context, Address from, String module, Coins amount) {
        accounts.moduleAccount(context, module);
        Address pool = accounts.moduleAddress(module);
        requireAccount(context, pool);
        checkValid(amount);
        for (Coin coin : amount.list()) {
            Coin balance = balance(context, from, coin.denom());
            if (balance.amount().compareTo(coin.amount()) < 0) {
                throw SdkError.INSUFFICIENT_FUNDS.failure(
                        "failed to delegate; " + balance + " is smaller than " + amount);
            }
            setBalance(context, from, balance.minus(coin.amount()));
        }
        Account account = accounts.account(context, from)
                .orElseThrow(() -> SdkError.UNKNOWN_ADDRESS
                        .failure("account " + accounts.text(from) + " does not exist")
                        .in("failed to track delegation"));
        if (account instanceof VestingAccount vesting) {
            accounts.setAccount(context, vesting.withDelegation(context.block().time(), amount));
        }
        context.events().emit("coin_spent", "spender", accounts.text(from), "amount", amount.toString());
        add(context, pool, amount);
    }

    public void undelegateFromModule(Context context, String module, Address to, Coins amount) {
        accounts.moduleAccount(context, module);
        Address pool = accounts.moduleAddress(module);
        requireAccount(context, pool);
        checkValid(amount);
        subtract(context, pool, amount);
        Account account = accounts.account(context, to)
                .orElseThrow(() -> SdkError.UNKNOWN_ADDRESS
                        .failure("account " + accounts.text(to) + " does not exist")
                        .in("failed to track undelegation"));
        if (account instanceof VestingAccount vesting) {
            accounts.setAccount(context, vesting.withUndelegation(amount));
        }
        add(context, to, amount);
    }

    private void requireAccount(Context context, Address address) {
        if (accounts.account(context, address).isEmpty()) {
            throw SdkError.UNKNOWN_ADDRESS.failure("module account " + accounts.text(address) + " does not exist");
        }
    }

    /** Makes coins out of nothing for a module that may. */
    public void mint(Context context, String module, Coins amount) {
        requirePermission(context, module, "minter", "mint");
        Address address = accounts.moduleAddress(module);
        checkValid(amount);
        add(context, address, amount);
        for (Coin coin : amount.list()) {
            setSupply(context, supply(context, coin.denom()).plus(coin.amount()));
        }
        context.events().emit("coinbase", "minter", accounts.text(address), "amount", amount.toString());
    }

    /** Destroys coins of a module that may. */
    public void burn(Context context, String module, Coins amount) {
        requirePermission(context, module, "burner", "burn");
        Address address = accounts.moduleAddress(module);
        checkValid(amount);
        subtract(context, address, amount);
        for (Coin coin : amount.list()) {
            setSupply(context, supply(context, coin.denom()).minus(coin.amount()));
        }
        context.events().emit("burn", "burner", accounts.text(address), "amount", amount.toString());
    }

    private void requirePermission(Context context, String module, String permission, String verb) {
        if (!accounts.moduleAccount(context, module).may(permission)) {
            throw new IllegalStateException(
                    "module account " + module + " does not have permissions to " + verb + " tokens");
        }
    }

    private static void checkValid(Coins amount) {
        if (!amount.isValid()) {
            throw SdkError.INVALID_COINS.failure(amount.toString());
        }
    }

    private void subtract(Context context, Address from, Coins amount) {
        Coins locked = locked(context, from);
        for (Coin coin : amount.list()) {
            Coin balance = balance(context, from, coin.denom());
            BigInteger spendable = balance.amount().subtract(locked.amountOf(coin.denom()));
            if (spendable.signum() < 0) {
                throw SdkError.INSUFFICIENT_FUNDS.failure("locked amount exceeds account balance funds: "
                        + new Coin(coin.denom(), locked.amountOf(coin.denom())) + " > " + balance);
            }
            if (spendable.compareTo(coin.amount()) < 0) {
                throw SdkError.INSUFFICIENT_FUNDS.failure(
                        "spendable balance " + new Coin(coin.denom(), spendable) + " is smaller than " + coin);
            }
            setBalance(context, from, balance.minus(coin.amount()));
        }
        context.events().emit("coin_spent", "spender", accounts.text(from), "amount", amount.toString());
    }

    private void add(Context context, Address to, Coins amount) {
        for (Coin coin : amount.list()) {
            setBalance(context, to, balance(context, to, coin.denom()).plus(coin.amount()));
        }
        context.events().emit("coin_received", "receiver", accounts.text(to), "amount", amount.toString());
    }

    /** Makes an account own so much of a token, by fiat, and keeps the supply right. Makes an account for who has none. */
    public void replaceBalance(Context context, Address owner, Coin balance) {
        BigInteger before = balance(context, owner, balance.denom()).amount();
        Coin supply = supply(context, balance.denom());
        setSupply(context, supply.plus(balance.amount().subtract(before)));
        setBalance(context, owner, balance);
        accounts.createIfMissing(context, owner);
    }

    /** The index by token is written every time, as the reference does, and nothing is kept for an empty balance. */
    void setBalance(Context context, Address owner, Coin balance) {
        Pair<String, Address> index = new Pair<>(balance.denom(), owner);
        Pair<Address, String> key = new Pair<>(owner, balance.denom());
        if (balance.isZero()) {
            BankKeys.OWNERS.remove(context, index);
            BankKeys.BALANCES.remove(context, key);
        } else {
            BankKeys.OWNERS.set(context, index, true);
            BankKeys.BALANCES.set(context, key, balance.amount());
        }
    }

    public Coin supply(Context context, String denom) {
        return new Coin(denom, BankKeys.SUPPLY.get(context, denom).orElse(BigInteger.ZERO));
    }

    void setSupply(Context context, Coin supply) {
        if (supply.isZero()) {
            BankKeys.SUPPLY.remove(context, supply.denom());
        } else {
            BankKeys.SUPPLY.set(context, supply.denom(), supply.amount());
        }
    }

    public Page<Coin> supplies(Context context, PageRequest page) {
        return Page.of(context, BankKeys.SUPPLY, page, Coin::new);
    }

    public Optional<Metadata> metadata(Context context, String denom) {
        return BankKeys.METADATA.get(context, denom);
    }

    public Page<Metadata> allMetadata(Context context, PageRequest page) {
        return Page.of(context, BankKeys.METADATA, page, (denom, metadata) -> metadata);
    }

    public boolean hasMetadata(Context context, String denom) {
        return BankKeys.METADATA.has(context, denom);
    }

    public void setMetadata(Context context, Metadata metadata) {
        BankKeys.METADATA.set(context, metadata.getBase(), metadata);
    }

    public Params params(Context context) {
        return BankKeys.PARAMS.get(context).orElse(Params.getDefaultInstance());
    }

    /** Exceptions that still stand in the parameters are moved to their own place. */
    void setParams(Context context, Params params) {
        params.getSendEnabledList()
                .forEach(exception -> BankKeys.SEND_ENABLED.set(context, exception.getDenom(), exception.getEnabled()));
        BankKeys.PARAMS.set(context, params.toBuilder().clearSendEnabled().build());
    }

    /** Whether a token may be sent, if there is a rule just for it. */
    public Optional<Boolean> sendEnabled(Context context, String denom) {
        return BankKeys.SEND_ENABLED.has(context, denom) ? BankKeys.SEND_ENABLED.get(context, denom) : Optional.empty();
    }

    /** Refuses coins that may not be sent by messages. */
    public void requireSendEnabled(Context context, Coins coins) {
        if (coins.isEmpty()) {
            return;
        }
        boolean otherwise = params(context).getDefaultSendEnabled();
        for (Coin coin : coins.list()) {
            if (!sendEnabled(context, coin.denom()).orElse(otherwise)) {
                throw BankError.SEND_DISABLED.failure(coin.denom() + " transfers are currently disabled");
            }
        }
    }
}
