package dev.orrery.vm.imports;

import static dev.orrery.engine.model.ValType.I32;
import static dev.orrery.engine.model.ValType.I64;

import dev.orrery.engine.Extern;
import dev.orrery.engine.Linker;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.Import;
import dev.orrery.engine.model.ValType;
import dev.orrery.vm.CallWatch;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Every function that a contract may import, in the order in which the reference lists them. The only list. */
public final class ImportTable {
    /** The module that all of them are imported from. */
    public static final String MODULE = "env";

    private static final List<ValType> NO_RESULT = List.of();

    private static final Map<String, Entry> ENTRIES = inOrder(
            entry("abort", 1, NO_RESULT, DebugImports::abort),
            entry("db_read", 1, List.of(I32), DbImports::read),
            entry("db_write", 2, NO_RESULT, DbImports::write),
            entry("db_remove", 1, NO_RESULT, DbImports::remove),
            entry("addr_validate", 1, List.of(I32), AddressImports::validate),
            entry("addr_canonicalize", 2, List.of(I32), AddressImports::canonicalize),
            entry("addr_humanize", 2, List.of(I32), AddressImports::humanize),
            entry("bls12_381_aggregate_g1", 2, List.of(I32), CryptoImports::aggregateG1),
            entry("bls12_381_aggregate_g2", 2, List.of(I32), CryptoImports::aggregateG2),
            entry("bls12_381_pairing_equality", 4, List.of(I32), CryptoImports::pairingEquality),
            entry("bls12_381_hash_to_g1", 4, List.of(I32), CryptoImports::hashToG1),
            entry("bls12_381_hash_to_g2", 4, List.of(I32), CryptoImports::hashToG2),
            entry("secp256k1_verify", 3, List.of(I32), CryptoImports::secp256k1Verify),
            entry("secp256k1_recover_pubkey", 3, List.of(I64), CryptoImports::secp256k1RecoverPubkey),
            entry("secp256r1_verify", 3, List.of(I32), CryptoImports::secp256r1Verify),
            entry("secp256r1_recover_pubkey", 3, List.of(I64), CryptoImports::secp256r1RecoverPubkey),
            entry("ed25519_verify", 3, List.of(I32), CryptoImports::ed25519Verify),
            entry("ed25519_batch_verify", 3, List.of(I32), CryptoImports::ed25519BatchVerify),
            entry("debug", 1, NO_RESULT, DebugImports::debug),
            entry("query_chain", 1, List.of(I32), QueryImports::queryChain),
            entry("db_scan", 3, List.of(I32), DbImports::scan),
            entry("db_next", 1, List.of(I32), DbImports::next),
            entry("db_next_key", 1, List.of(I32), DbImports::nextKey),
            entry("db_next_value", 1, List.of(I32), DbImports::nextValue));

    private ImportTable() {}

    /** What an import does. */
    @FunctionalInterface
    interface Body {
        /**
         * @param args raw bits of the guest's arguments; all of them are i32
         * @return raw bits of the result, 0 where there is none
         */
        long call(Host host, long[] args);
    }

    private record Entry(String name, FuncType type, Body body) {}

    /** The names without their module, in order. */
    public static List<String> names() {
        return List.copyOf(ENTRIES.keySet());
    }

    /** The type of the import of that name, which must be one of {@link #names}. */
    public static FuncType typeOf(String name) {
        return ENTRIES.get(name).type();
    }

    /** The type of the import that a contract means, or empty if there is none of that module and name. */
    public static Optional<FuncType> typeOf(Import wanted) {
        return entryOf(wanted).map(Entry::type);
    }

    /** Links an instance to {@code host}, which is asked for when the first import is called. */
    public static Linker linker(Supplier<Host> host) {
        return wanted -> entryOf(wanted)
                .map(entry -> new Extern.Host(entry.type(), (caller, args) -> {
                    Host current = host.get();
                    current.enter();
                    return entry.body().call(current, args);
                }));
    }

    /** The same, with somebody told of each call. */
    public static Linker linker(Supplier<Host> host, CallWatch watch) {
        return wanted -> entryOf(wanted)
                .map(entry -> new Extern.Host(entry.type(), (caller, args) -> {
                    Host current = host.get();
                    watch.imported(entry.name(), current.gas().left());
                    try {
                        current.enter();
                        return entry.body().call(current, args);
                    } finally {
                        watch.ended(current.gas().left());
                    }
                }));
    }

    private static Optional<Entry> entryOf(Import wanted) {
        return wanted.module().equals(MODULE) ? Optional.ofNullable(ENTRIES.get(wanted.name())) : Optional.empty();
    }

    private static Entry entry(String name, int params, List<ValType> results, Body body) {
        return new Entry(name, new FuncType(Collections.nCopies(params, I32), results), body);
    }

    private static Map<String, Entry> inOrder(Entry... entries) {
        Map<String, Entry> byName = LinkedHashMap.newLinkedHashMap(entries.length);
        for (Entry entry : entries) {
            byName.put(entry.name(), entry);
        }
        return Collections.unmodifiableMap(byName);
    }
}
