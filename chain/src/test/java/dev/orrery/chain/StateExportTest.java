package dev.orrery.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.state.Cursor;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.state.KeyRange;
import dev.orrery.chain.state.MultiStore;
import dev.orrery.chain.state.Pruning;
import dev.orrery.chain.state.StateView;
import dev.orrery.chain.state.db.MemoryDatabase;
import dev.orrery.chain.wasm.wiring.WasmModule;
import dev.orrery.proto.tendermint.abci.RequestFinalizeBlock;
import dev.orrery.proto.tendermint.abci.RequestInfo;
import dev.orrery.vm.Vm;
import dev.orrery.vm.VmException;
import dev.orrery.vm.VmOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The state after recorded blocks becomes a genesis, and that the same state. */
final class StateExportTest {
    /**
     * What a genesis has no place for, in wasmd either, by store and first byte of the key. Of staking the queue of changes, what
     * unbonding began with which number, and the last headers; of contracts the number of the transaction in the block. The next
     * numbers of codes and contracts are in it, but written where 1 went without saying.
     */
    private static final Set<String> NOT_IN_A_GENESIS = Set.of(
            "consensus 43", "staking 37", "staking 38", "staking 39", "staking 50", "staking 61", "wasm 04", "wasm 08");

    /** When grants end. Of those that were revoked the reference keeps the end, which then ends nothing. */
    private static final Set<String> ENDS = Set.of("authz 02", "feegrant 01");

    /** So many states of each recording are tried. */
    private static final int STATES = 5;

    private final MemoryDatabase database = new MemoryDatabase();

    private static Wiring wiring(Vm vm) {
        return new Wiring(
                ChainConfig.of("wasm"), keepers -> List.of(new WasmModule(vm, keepers, WasmModule.Settings.DEFAULT)));
    }

    private static Chain play(Recording recording, Wiring wiring, MemoryDatabase into) throws IOException {
        Chain chain = Chain.open(wiring, into, Pruning.NOTHING);
        chain.initChain(recording.init());
        for (Recording.Step step : recording.steps()) {
            if (step.kind().equals("block")) {
                chain.finalizeBlock(RequestFinalizeBlock.parseFrom(step.request()));
                chain.commit();
            }
        }
        return chain;
    }

    private static String text(StateExport export) {
        StringBuilder text = new StringBuilder();
        export.write(text);
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bank",
                "signatures",
                "staking",
                "distribution",
                "grants",
                "governance",
                "wasm-calls",
                "wasm-rules",
                "wasm-staking"
            })
    void everyStateComesBackEntryByEntry(String name, @TempDir Path codes) throws IOException, VmException {
        try (Vm vm = Vm.open(VmOptions.in(codes))) {
            Wiring wiring = wiring(vm);
            try (Chain chain = play(Recording.load(name), wiring, database)) {
                long last = chain.info(RequestInfo.getDefaultInstance()).getLastBlockHeight();
                assertTrue(last >= STATES, "blocks were made");
                for (int i = 1; i <= STATES; i++) {
                    try (StateExport export = chain.export(last * i / STATES)) {
                        assertComesBack(export, wiring, export.height());
                    }
                }
            }
        }
    }

    private void assertComesBack(StateExport before, Wiring wiring, long height) {
        String genesis = text(before);
        MultiStore empty = MultiStore.open(new MemoryDatabase(), wiring.stores(), Pruning.NOTHING);
        var base = empty.latest();
        Context context = Context.of(
                BlockInfo.at(before.chainId(), height + 1, before.time()), ExecutionMode.FINALIZE, base.branch());
        AppState.parse(ByteString.copyFromUtf8(genesis)).init(context, wiring, List.of());
        try (StateExport after = new StateExport(wiring, base, context);
                var committed = MultiStore.open(database, wiring.stores(), Pruning.NOTHING)
                        .at(height)
                        .orElseThrow()) {
            assertEquals(genesis, text(after));
            assertEquals(before.voters(), after.voters());
            SortedSet<String> differing = new TreeSet<>();
            for (String store : wiring.stores()) {
                differing.addAll(differences(store, committed, context.state()));
            }
            differing.removeAll(NOT_IN_A_GENESIS);
            assertEquals(Set.of(), differing);
        }
    }

    private static SortedSet<String> differences(String store, StateView before, StateView after) {
        SortedMap<String, String> one = entries(store, before);
        SortedMap<String, String> other = entries(store, after);
        SortedSet<String> differing = new TreeSet<>();
        SortedSet<String> keys = new TreeSet<>(one.keySet());
        keys.addAll(other.keySet());
        for (String key : keys) {
            String kind = store + " " + key.substring(0, 2);
            boolean isLeft = ENDS.contains(kind) && !other.containsKey(key);
            if (!isLeft && !Objects.equals(one.get(key), other.get(key))) {
                differing.add(kind);
            }
        }
        return differing;
    }

    private static SortedMap<String, String> entries(String store, StateView state) {
        SortedMap<String, String> entries = new TreeMap<>();
        HexFormat hex = HexFormat.of();
        try (Cursor cursor = state.store(store).iterate(KeyRange.ALL, Direction.ASCENDING)) {
            for (; cursor.valid(); cursor.next()) {
                entries.put(hex.formatHex(cursor.key()), hex.formatHex(cursor.value()));
            }
        }
        return entries;
    }

    @Test
    void aChainThatCountsAnewHasNoRewardsLeftAndNoHeights(@TempDir Path codes) throws IOException, VmException {
        try (Vm vm = Vm.open(VmOptions.in(codes))) {
            Wiring wiring = wiring(vm);
            try (Chain chain = play(Recording.load("staking"), wiring, database);
                    StateExport export = withUnbondings(chain)) {
                assertNotEquals(List.of("0"), values(text(export), "creation_height"));
                export.restartHeights();
                String genesis = text(export);
                for (String field : List.of("creation_height", "unbonding_height", "start_height", "height")) {
                    assertEquals(List.of("0"), values(genesis, field), field);
                }
                assertComesBack(genesis, wiring, export);
            }
        }
    }

    private static StateExport withUnbondings(Chain chain) {
        for (long height = 1; ; height++) {
            StateExport export = chain.export(height);
            if (values(text(export), "creation_height").size() > 1) {
                return export;
            }
            export.close();
        }
    }

    private static void assertComesBack(String genesis, Wiring wiring, StateExport export) {
        MultiStore empty = MultiStore.open(new MemoryDatabase(), wiring.stores(), Pruning.NOTHING);
        var base = empty.latest();
        Context context =
                Context.of(BlockInfo.at(export.chainId(), 0, export.time()), ExecutionMode.FINALIZE, base.branch());
        AppState.parse(ByteString.copyFromUtf8(genesis)).init(context, wiring, List.of());
        try (StateExport after = new StateExport(wiring, base, context)) {
            assertEquals(genesis, text(after));
        }
    }

    /** Different values of a field, sorted. */
    private static List<String> values(String json, String field) {
        SortedSet<String> values = new TreeSet<>();
        String[] parts = json.split("\"" + field + "\":\"", -1);
        for (int i = 1; i < parts.length; i++) {
            values.add(parts[i].substring(0, parts[i].indexOf('"')));
        }
        return List.copyOf(values);
    }

    @Test
    void whatIsNoStateIsSaid(@TempDir Path codes) throws IOException, VmException {
        try (Vm vm = Vm.open(VmOptions.in(codes))) {
            try (Chain chain = Chain.open(wiring(vm), new MemoryDatabase(), Pruning.NOTHING)) {
                assertEquals(
                        "WasmApp is not ready; please wait for first block: invalid height",
                        assertThrows(ChainException.class, () -> chain.export(0))
                                .text());
            }
            try (Chain chain = play(Recording.load("bank"), wiring(vm), database)) {
                assertEquals(
                        "cannot query with height in the future; please provide a valid height: invalid height",
                        assertThrows(ChainException.class, () -> chain.export(1000))
                                .text());
            }
            Wiring other = new Wiring(
                    ChainConfig.of("osmo"),
                    keepers -> List.of(new WasmModule(vm, keepers, WasmModule.Settings.DEFAULT)));
            try (Chain chain = Chain.open(other, database, Pruning.NOTHING);
                    StateExport export = chain.export(0)) {
                assertThrows(ChainException.class, export::requireOwnAddresses);
            }
        }
    }
}
