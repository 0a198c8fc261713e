package dev.orrery.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.chain.state.Pruning;
import dev.orrery.chain.state.db.MemoryDatabase;
import dev.orrery.chain.trace.CallGas;
import dev.orrery.chain.trace.Step;
import dev.orrery.chain.trace.Tracer;
import dev.orrery.chain.wasm.wiring.WasmModule;
import dev.orrery.proto.tendermint.abci.RequestFinalizeBlock;
import dev.orrery.proto.tendermint.abci.ResponseFinalizeBlock;
import dev.orrery.vm.Cancellation;
import dev.orrery.vm.Vm;
import dev.orrery.vm.VmException;
import dev.orrery.vm.VmOptions;
import dev.orrery.vm.profile.CallProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded transactions, run again and watched, do what they did, and leave the chain as it is. */
final class ReplayTest {
    private static final ChainConfig CONFIG = ChainConfig.of("wasm");

    @TempDir
    private Path codes;

    private static Wiring wiring(Vm vm) {
        return new Wiring(CONFIG, keepers -> List.of(new WasmModule(vm, keepers, WasmModule.Settings.DEFAULT)));
    }

    private static Chain begin(Vm vm, Recording recording, Pruning pruning) {
        Chain chain = Chain.open(wiring(vm), new MemoryDatabase(), pruning);
        chain.initChain(recording.init());
        return chain;
    }

    private static List<RequestFinalizeBlock> blocks(Recording recording) throws IOException {
        List<RequestFinalizeBlock> blocks = new ArrayList<>();
        for (Recording.Step step : recording.steps()) {
            if (step.kind().equals("block")) {
                blocks.add(RequestFinalizeBlock.parseFrom(step.request()));
            }
        }
        return blocks;
    }

    private static Tracer tracer(boolean profiling) {
        return new Tracer(CONFIG.formats().account(), profiling, Cancellation.onRequest());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bank", "ante", "staking", "grants", "governance", "wasm-calls", "wasm-rules", "wasm-staking"})
    void watchedTransactionsChangeNothing(String name) throws IOException, VmException {
        Recording recording = Recording.load(name);
        int watched = 0;
        try (Vm vm = Vm.open(VmOptions.in(codes));
                Chain unwatched = begin(vm, recording, Pruning.NOTHING);
                Chain chain = begin(vm, recording, Pruning.NOTHING)) {
            for (RequestFinalizeBlock block : blocks(recording)) {
                ResponseFinalizeBlock result = chain.finalizeBlock(block);
                assertEquals(unwatched.finalizeBlock(block), result);
                unwatched.commit();
                chain.commit();
                for (int i = 0; i < block.getTxsCount(); i++) {
                    for (boolean profiling : new boolean[] {false, true}) {
                        Tracer tracer = tracer(profiling);
                        var again = chain.replay(block, i, tracer);
                        if (again.isPresent()) {
                            assertEquals(result.getTxResults(i), again.get());
                            tracer.steps().forEach(step -> check(step, profiling));
                            watched++;
                        }
                    }
                }
            }
        }
        assertTrue(watched > 4, "nothing was watched");
    }

    /** Every part of a call's gas is told, and the profile of its functions has all of it. */
    private static void check(Step step, boolean profiling) {
        switch (step) {
            case Step.Message message -> message.steps().forEach(inner -> check(inner, profiling));
            case Step.SubMessage message -> message.steps().forEach(inner -> check(inner, profiling));
            case Step.HostCall call -> call.steps().forEach(inner -> check(inner, profiling));
            case Step.Debug ignored -> {}
            case Step.Call call -> {
                CallGas gas = call.gas();
                long storage = 0;
                long queries = 0;
                for (Step inner : call.steps()) {
                    if (inner instanceof Step.HostCall host) {
                        boolean query = host.name().equals("query_chain");
                        queries += query ? host.chainGas() : 0;
                        storage += query ? 0 : host.chainGas();
                    }
                }
                assertEquals(gas.storage(), storage);
                assertEquals(gas.queries(), queries);
                assertEquals(profiling, call.profile().isPresent());
                call.profile().ifPresent(profile -> {
                    assertEquals(gas.total(), profile.total());
                    assertEquals(profile.total(), sumOfSelf(profile));
                });
                call.steps().forEach(inner -> check(inner, profiling));
            }
        }
    }

    private static long sumOfSelf(CallProfile profile) {
        long sum = profile.self();
        for (CallProfile inside : profile.inside()) {
            sum += sumOfSelf(inside);
        }
        return sum;
    }

    @Test
    void stateThatIsPrunedCantBeRunOn() throws IOException, VmException {
        Recording recording = Recording.load("bank");
        List<RequestFinalizeBlock> blocks = blocks(recording);
        try (Vm vm = Vm.open(VmOptions.in(codes));
                Chain chain = begin(vm, recording, new Pruning(Pruning.LEAST))) {
            blocks.forEach(block -> {
                chain.finalizeBlock(block);
                chain.commit();
            });
            RequestFinalizeBlock old = blocks.stream()
                    .filter(block -> block.getTxsCount() > 0)
                    .findFirst()
                    .orElseThrow();
            assertEquals(Optional.empty(), chain.replay(old, 0, tracer(false)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "wasm-calls, /MsgInstantiateContract/instantiate/db_write",
        "wasm-calls, /MsgExecuteContract/execute/db_read",
        "wasm-calls, /MsgExecuteContract/submessage/MsgExecuteContract/execute",
        "wasm-calls, /MsgExecuteContract/reply/db_next",
        "wasm-rules, /MsgMigrateContract/migrate",
        "grants, /MsgExec/MsgSend"
    })
    void aTraceTellsMessagesCallsAndWhatTheyDo(String name, String expected) throws IOException, VmException {
        Recording recording = Recording.load(name);
        Set<String> seen = new TreeSet<>();
        try (Vm vm = Vm.open(VmOptions.in(codes));
                Chain chain = begin(vm, recording, Pruning.NOTHING)) {
            for (RequestFinalizeBlock block : blocks(recording)) {
                chain.finalizeBlock(block);
                chain.commit();
                for (int i = 0; i < block.getTxsCount(); i++) {
                    Tracer tracer = tracer(false);
                    chain.replay(block, i, tracer);
                    tracer.steps().forEach(step -> name(step, "", seen));
                }
            }
        }
        assertTrue(seen.contains(expected), seen.toString());
    }

    private static void name(Step step, String above, Set<String> seen) {
        String name = above + "/" + nameOf(step);
        seen.add(name);
        switch (step) {
            case Step.Message message -> message.steps().forEach(inner -> name(inner, name, seen));
            case Step.SubMessage message -> message.steps().forEach(inner -> name(inner, name, seen));
            case Step.Call call -> call.steps().forEach(inner -> name(inner, name, seen));
            case Step.HostCall call -> call.steps().forEach(inner -> name(inner, name, seen));
            case Step.Debug ignored -> {}
        }
    }

    private static String nameOf(Step step) {
        return switch (step) {
            case Step.Message message -> message.body().getDescriptorForType().getName();
            case Step.SubMessage ignored -> "submessage";
            case Step.Call call -> call.entry().export();
            case Step.HostCall call -> call.name();
            case Step.Debug ignored -> "debug";
        };
    }
}
