package dev.orrery.chain.fork;

import dev.orrery.chain.address.Address;
import dev.orrery.chain.bank.BankKeys;
import dev.orrery.chain.state.Cursor;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.state.Ground;
import dev.orrery.chain.state.KeyRange;
import dev.orrery.chain.state.Keys;
import dev.orrery.chain.state.ReadOnlyStore;
import dev.orrery.chain.state.UnavailableException;
import dev.orrery.chain.state.db.Database;
import dev.orrery.chain.state.db.MemoryDatabase;
import dev.orrery.chain.state.db.Reader;
import dev.orrery.chain.wasm.WasmKeys;
import dev.orrery.vm.Vm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The state of a live chain as the ground of this one. Each entry is asked for once. Any thread.
 *
 * <p>Keys are the same in both, as Orrery's are those of wasmd and the Cosmos SDK. Walked are the state and the history of one
 * contract, and the balances of one account, which are fetched as a whole then. Other lists hold what the fork itself wrote: nobody
 * pages through a live chain's codes or accounts to call a contract.
 */
public final class ForkedGround implements Ground {
    /** Lengths that a contract's address has: those made before wasmd 0.25 have that of an account. Longer ones are tried first. */
    private static final int[] CONTRACT_BYTES = {32, 20};

    /** Codes that a contract can have had. */
    private static final int MAX_HISTORY = 1_000;

    private static final ReadOnlyStore NOTHING = new FetchedEntries(new MemoryDatabase()).of("nothing");

    private final Original original;
    private final FetchedEntries fetched;
    private final ForkedCodes codes;
    private final ForkedKeys keys;

    /**
     * @param database of the chain
     * @param vm which gets the codes
     * @param modules accounts of modules: those begin anew, so their purses are empty
     */
    public ForkedGround(Original original, Database database, Vm vm, Set<Address> modules) {
        this.original = original;
        fetched = new FetchedEntries(database);
        codes = new ForkedCodes(original, vm);
        keys = new ForkedKeys(modules);
    }

    /** Numbers of the codes that a fork has fetched, which its VM has as well; none if the database is not that of a fork. */
    public static List<Long> fetchedCodes(Reader database) {
        List<Long> numbers = new ArrayList<>();
        try (Cursor fetched = FetchedEntries.of(WasmKeys.STORE, database)
                .iterate(KeyRange.prefixed(WasmKeys.codes()), Direction.ASCENDING)) {
            for (; fetched.valid(); fetched.next()) {
                numbers.add(ForkedCodes.number(fetched.key()));
            }
        }
        return numbers;
    }

    @Override
    public Set<String> stores() {
        return ForkedKeys.STORES;
    }

    @Override
    public Optional<byte[]> get(String store, byte[] key) {
        if (!keys.mayBeThere(store, key)) {
            return Optional.empty();
        }
        Optional<FetchedEntries.Known> known = fetched.get(store, key);
        if (known.isPresent()) {
            return known.get().value();
        }
        Optional<byte[]> span = spanOf(store, key);
        if (span.isEmpty() ? keys.isContractsOwn(store, key) : fetched.isWhole(store, span.get())) {
            return Optional.empty();
        }
        Optional<byte[]> value = original.entry(store, key);
        value.ifPresent(bytes -> {
            keys.check(store, key, bytes);
            if (keys.isCode(store, key)) {
                codes.bring(key, bytes);
            }
        });
        fetched.put(store, key, value);
        return value;
    }

    @Override
    public ReadOnlyStore range(String store, KeyRange range) {
        Optional<byte[]> span = range.start().flatMap(start -> spanOf(store, start));
        if (span.isEmpty()) {
            return NOTHING;
        }
        if (!fetched.isWhole(store, span.get())) {
            fetch(store, span.get());
        }
        return fetched.of(store);
    }

    /**
     * With what all keys begin that are fetched together with this one: those of its contract or owner. Empty for other keys, and for
     * contracts that the original doesn't have.
     */
    private Optional<byte[]> spanOf(String store, byte[] key) {
        if (keys.isContractsOwn(store, key)) {
            return contractIn(key).map(contract -> Arrays.copyOf(key, 1 + contract.size()));
        }
        OptionalInt owner = keys.ownerLength(store, key);
        return owner.isPresent() ? Optional.of(Arrays.copyOf(key, 2 + owner.getAsInt())) : Optional.empty();
    }

    /** The contract whose state or history a key belongs to. */
    private Optional<Address> contractIn(byte[] key) {
        return IntStream.of(CONTRACT_BYTES)
                .filter(length -> key.length >= 1 + length)
                .mapToObj(length -> Address.of(Arrays.copyOfRange(key, 1, 1 + length)))
                .filter(contract ->
                        get(WasmKeys.STORE, WasmKeys.contract(contract)).isPresent())
                .findFirst();
    }

    private void fetch(String store, byte[] span) {
        FetchedEntries.Collecting found = fetched.collect(store);
        if (store.equals(BankKeys.STORE)) {
            original.balances(
                    Address.of(Keys.tail(span, 2)),
                    coin -> found.add(
                            Keys.concat(span, Keys.utf8(coin.denom())),
                            Keys.utf8(coin.amount().toString())));
        } else if (WasmKeys.Kind.HISTORY.has(span)) {
            fetchHistory(span, found);
        } else {
            original.state(Address.of(Keys.tail(span, 1)), (key, value) -> found.add(Keys.concat(span, key), value));
        }
        found.finish(span);
    }

    /** The query for it leaves out when things happened; entries are numbered from 1. */
    private void fetchHistory(byte[] span, FetchedEntries.Collecting found) {
        for (long position = 1; ; position++) {
            byte[] key = Keys.concat(span, Keys.uint64(position));
            Optional<byte[]> entry = original.entry(WasmKeys.STORE, key);
            if (entry.isEmpty()) {
                return;
            }
            if (position > MAX_HISTORY) {
                throw new UnavailableException(
                        "a contract of this fork's original has had more than " + MAX_HISTORY + " codes");
            }
            keys.check(WasmKeys.STORE, key, entry.get());
            found.add(key, entry.get());
        }
    }
}
