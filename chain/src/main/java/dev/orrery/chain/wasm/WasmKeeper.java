package dev.orrery.chain.wasm;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.msg.Bytes;
import dev.orrery.msg.Reply;
import dev.orrery.vm.Vm;
import java.util.List;
import java.util.Optional;

/** Codes, contracts and calls, put together. wasmd x/wasm/keeper/keeper.go: Keeper. */
public final class WasmKeeper {
    private final WasmParams params = new WasmParams();
    private final CodeRegistry codes;
    private final ContractRegistry contracts;
    private final ContractCalls calls;
    private final IbcCalls ibcCalls;
    private final WasmMessages messages;

    /**
     * What the module needs of the chain around it.
     *
     * @param authority text of the address that may do what others may not, usually governance's
     * @param messages how it reaches the other modules
     * @param ibc messages about IBC, if the chain has it
     * @param handlers for messages that are not for a module
     * @param debug takes what contracts print
     */
    public record Surroundings(
            Vm vm,
            AddressFormat format,
            Accounts accounts,
            Bank bank,
            String authority,
            QueryPlugins queries,
            ChainMessages messages,
            MessageEncoder.IbcEncoder ibc,
            List<Messenger.Handler> handlers,
            DebugLog debug) {}

    public WasmKeeper(Surroundings around) {
        codes = new CodeRegistry(around.vm(), params);
        contracts = new ContractRegistry(around.format());
        WasmQueries questions = new WasmQueries(codes, contracts, around.format(), this::smartQuery);
        EntryCall entry = new EntryCall(
                new ContractVm(around.vm()),
                contracts,
                around.format(),
                new QueryRouter(around.queries(), questions),
                around.debug());
        Messenger messenger = new Messenger(
                new MessageEncoder(around.format(), around.messages(), around.ibc()),
                around.messages(),
                around.handlers(),
                around.bank());
        calls = new ContractCalls(
                codes,
                contracts,
                entry,
                around.format(),
                around.accounts(),
                around.bank(),
                new SubmessageDispatcher(messenger, this::reply));
        ibcCalls = new IbcCalls(calls, entry);
        messages = new WasmMessages(this, around.format(), around.authority());
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

    public WasmMessages messages() {
        return messages;
    }

    public IbcCalls ibcCalls() {
        return ibcCalls;
    }

    private byte[] smartQuery(Context ctx, Address contract, byte[] msg) {
        return calls.query(ctx, contract, msg);
    }

    private Optional<Bytes> reply(Context ctx, Address contract, Reply reply) {
        return calls.reply(ctx, contract, reply);
    }
}
