package dev.orrery.chain.wasm;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.vm.Backend;
import dev.orrery.vm.Vm;
import java.util.Optional;

/** The wasm module of a chain, wired. */
public final class WasmModule {
    private final WasmParams params = new WasmParams();
    private final CodeRegistry codes;
    private final ContractRegistry contracts;
    private final ContractCalls calls;

    /**
     * What the module needs of the chain around it.
     *
     * @param debug where texts go that contracts print; absent: nowhere
     */
    public record Surroundings(
            Vm vm,
            AddressFormat format,
            Accounts accounts,
            Bank bank,
            QueryPlugins queries,
            ResponseHandler responses,
            Optional<Backend.DebugSink> debug) {}

    public WasmModule(Surroundings around) {
        codes = new CodeRegistry(around.vm(), params);
        contracts = new ContractRegistry(around.format());
        WasmQueries questions = new WasmQueries(codes, contracts, around.format(), this::smartQuery);
        EntryCall entry = new EntryCall(
                new ContractVm(around.vm()),
                contracts,
                around.format(),
                new QueryRouter(around.queries(), questions),
                around.debug());
        calls = new ContractCalls(
                codes, contracts, entry, around.format(), around.accounts(), around.bank(), around.responses());
    }

    public WasmParams params() {
        return params;
    }

    public CodeRegistry codes() {
        return codes;
    }

    public ContractRegistry contracts() {
        return contracts;
    }

    public ContractCalls calls() {
        return calls;
    }

    private byte[] smartQuery(Context ctx, Address contract, byte[] msg) {
        return calls.query(ctx, contract, msg);
    }
}
