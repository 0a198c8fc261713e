package dev.orrery.chain.auth;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.collection.Page;
import dev.orrery.chain.collection.StoreMap;
import dev.orrery.proto.cosmos.auth.v1beta1.BaseAccount;
import dev.orrery.proto.cosmos.auth.v1beta1.Params;
import dev.orrery.proto.cosmos.base.query.v1beta1.PageRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Accounts: by address, by number, and those of modules. Reads and writes in the reference's order, since each costs gas. Cosmos SDK
 * x/auth/keeper.
 */
public final class AuthKeeper {
    private final AddressFormats formats;
    private final Map<String, List<String>> permissions;
    private final Map<String, Address> moduleAddresses = new TreeMap<>();

    /**
     * @param permissions what each module's account may do, by the name of the account
     */
    public AuthKeeper(AddressFormats formats, Map<String, List<String>> permissions) {
        this.formats = formats;
        this.permissions = new TreeMap<>(permissions);
        permissions.keySet().forEach(name -> moduleAddresses.put(name, Address.ofModule(name)));
    }

    public AddressFormats formats() {
        return formats;
    }

    /** The spelling of an account's address. */
    public String text(Address address) {
        return formats.account().text(address);
    }

    public Params params(Context context) {
        return AuthKeys.PARAMS.get(context).orElse(Params.getDefaultInstance());
    }

    public void setParams(Context context, Params params) {
        AuthKeys.PARAMS.set(context, params);
    }

    public Optional<Account> account(Context context, Address address) {
        return AuthKeys.ACCOUNTS.get(context, address).map(Account::of);
    }

    public boolean hasAccount(Context context, Address address) {
        return AuthKeys.ACCOUNTS.has(context, address);
    }

    /** The account of a new address, with the next number; not stored yet. */
    public Account newAccount(Context context, Address address) {
        return numbered(context, Account.create(text(address)));
    }

    private Account numbered(Context context, Account account) {
        long number = nextNumber(context);
        AuthKeys.NEXT_NUMBER.set(context, number + 1);
        return account.withBase(
                account.base().toBuilder().setAccountNumber(number).build());
    }

    public void setAccount(Context context, Account account) {
        Address address = addressOf(account);
        AuthKeys.ACCOUNTS
                .get(context, address)
                .ifPresent(old ->
                        AuthKeys.BY_NUMBER.remove(context, Account.of(old).number()));
        if (AuthKeys.BY_NUMBER.has(context, account.number())) {
            throw new IllegalStateException("two accounts with number " + account.number());
        }
        AuthKeys.BY_NUMBER.set(context, account.number(), address);
        AuthKeys.ACCOUNTS.set(context, address, account.toAny());
    }

    /** Makes sure that an address has an account. */
    public void createIfMissing(Context context, Address address) {
        if (!hasAccount(context, address)) {
            setAccount(context, newAccount(context, address));
        }
    }

    public Address addressOf(Account account) {
        return formats.account().parse(account.base().getAddress());
    }

    public Optional<Address> addressByNumber(Context context, long number) {
        return AuthKeys.BY_NUMBER.get(context, number);
    }

    public Page<Account> accounts(Context context, PageRequest page) {
        return Page.of(context, AuthKeys.ACCOUNTS, page, (address, any) -> Account.of(any));
    }

    public List<Account> allAccounts(Context context) {
        return AuthKeys.ACCOUNTS.entries(context).stream()
                .map(StoreMap.Entry::value)
                .map(Account::of)
                .toList();
    }

    /** Names of all accounts of modules, sorted. */
    public List<String> moduleNames() {
        return List.copyOf(permissions.keySet());
    }

    /**
     * @throws IllegalArgumentException if there is no such module
     */
    public Address moduleAddress(String name) {
        Address address = moduleAddresses.get(name);
        if (address == null) {
            throw new IllegalArgumentException("module account " + name + " does not exist");
        }
        return address;
    }

    public boolean isModule(String name) {
        return permissions.containsKey(name);
    }

    /** The account of a module; made at its first use. */
    public Account.OfModule moduleAccount(Context context, String name) {
        Address address = moduleAddress(name);
        Optional<Account> known = account(context, address);
        if (known.isPresent()) {
            if (known.get() instanceof Account.OfModule module) {
                return module;
            }
            throw new IllegalStateException("account is not a module account");
        }
        Account account = numbered(context, Account.create(name, permissions.get(name), text(address)));
        setAccount(context, account);
        return (Account.OfModule) account;
    }

    /** The account with the sequence of its next transaction. */
    public void incrementSequence(Context context, Address address) {
        Account account = account(context, address)
                .orElseThrow(() -> new IllegalStateException("no account signs a transaction"));
        BaseAccount base = account.base();
        setAccount(
                context,
                account.withBase(
                        base.toBuilder().setSequence(base.getSequence() + 1).build()));
    }

    /** The number that the next new account gets. */
    long nextNumber(Context context) {
        return AuthKeys.NEXT_NUMBER.get(context).orElse(0L);
    }

    /** For genesis: numbers given from here on. */
    void setNextNumber(Context context, long number) {
        AuthKeys.NEXT_NUMBER.set(context, number);
    }
}
