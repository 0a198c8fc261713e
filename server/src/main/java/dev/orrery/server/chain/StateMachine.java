package dev.orrery.server.chain;

import dev.orrery.chain.Chain;
import dev.orrery.chain.ChainConfig;
import dev.orrery.chain.Module;
import dev.orrery.chain.Wiring;
import dev.orrery.chain.auth.Impersonation;
import dev.orrery.chain.devnet.DevnetModule;
import dev.orrery.chain.ibchost.HostIbc;
import dev.orrery.chain.ibchost.ValidatorSignatures;
import dev.orrery.chain.state.Ground;
import dev.orrery.chain.state.Pruning;
import dev.orrery.chain.state.db.Database;
import dev.orrery.chain.wasm.wiring.WasmModule;
import dev.orrery.ibc.client.ClientKind;
import dev.orrery.ibc.light.tendermint.TendermintClient;
import dev.orrery.vm.Vm;
import dev.orrery.vm.VmException;
import dev.orrery.vm.VmOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The application with all its modules, as it is the same whoever makes the blocks.
 *
 * @param database where its state is; others may keep theirs beside
 */
record StateMachine(Vm vm, Database database, Wiring wiring, Chain chain) {
    /** What happens to the files of a chain before it is opened. */
    @FunctionalInterface
    interface Preparation {
        /** @return what the chain stands on */
        Ground prepare(Database database, Vm vm) throws IOException;
    }

    /**
     * @param config with impersonation: the chain has what only chains for development have
     * @param resources of which its parts become some
     */
    static StateMachine open(
            ChainHome home, ChainConfig config, WasmModule.Settings wasm, Preparation preparation, Resources resources)
            throws IOException, VmException {
        // To load the library of the database takes about as long as all else here.
        Ahead<Database> opening = resources.ahead("database", home::openData);
        Vm vm = resources.remember(Vm.open(VmOptions.in(home.wasm())));
        Wiring wiring = wiring(vm, config, wasm);
        Database database = opening.get();
        Ground ground = preparation.prepare(database, vm);
        return new StateMachine(
                vm, database, wiring, resources.remember(Chain.open(wiring, database, Pruning.NOTHING, ground)));
    }

    /** The parts of a genesis that don't depend on who owns and decides what, in JSON by module. */
    static Map<String, String> defaultGenesis(ChainConfig config) throws IOException {
        try (ChainHome home = ChainHome.open(Optional.empty());
                Vm vm = Vm.open(VmOptions.in(home.wasm()))) {
            return wiring(vm, config, WasmModule.Settings.DEFAULT).defaultGenesis(LocalChain.STAKING_DENOM);
        } catch (VmException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Wiring wiring(Vm vm, ChainConfig config, WasmModule.Settings wasm) {
        return new Wiring(config, keepers -> modules(keepers, vm, config, wasm));
    }

    /** Contracts and IBC, which know each other. */
    private static List<Module> modules(
            Wiring.Keepers keepers, Vm vm, ChainConfig config, WasmModule.Settings settings) {
        HostIbc ibc =
                new HostIbc(keepers, List.of(ClientKind.tendermint(new TendermintClient(new ValidatorSignatures()))));
        WasmModule wasm = new WasmModule(vm, keepers, settings, ibc);
        List<Module> modules = new ArrayList<>(ibc.modules(wasm.keeper().ibcCalls()));
        modules.add(wasm);
        if (config.impersonation() == Impersonation.BY_THE_NODE) {
            modules.add(new DevnetModule(keepers, wasm.keeper().contracts()));
        }
        return modules;
    }
}
