package dev.orrery.chain.wasm;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.trace.Tracer;
import dev.orrery.ibc.Sha256;
import dev.orrery.msg.Bytes;
import dev.orrery.msg.Env;
import dev.orrery.msg.json.Codec;
import dev.orrery.msg.json.EnvJson;
import dev.orrery.msg.json.GoJson;
import dev.orrery.vm.AddressApi;
import dev.orrery.vm.Backend;
import dev.orrery.vm.Call;
import dev.orrery.vm.Checksum;
import dev.orrery.vm.EntryPoint;
import dev.orrery.vm.GasReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** One call of a contract in a context: gives it its surroundings, limits it, and has the context pay. */
final class EntryCall {
    private final ContractVm vm;
    private final ContractRegistry contracts;
    private final AddressFormat format;
    private final AddressApi addresses;
    private final QueryRouter queries;
    private final DebugLog debug;

    EntryCall(ContractVm vm, ContractRegistry contracts, AddressFormat format, QueryRouter queries, DebugLog debug) {
        this.vm = vm;
        this.contracts = contracts;
        this.format = format;
        this.addresses = new ContractAddressApi(format);
        this.queries = queries;
        this.debug = debug;
    }

    /**
     * Runs the contract and pays for it, however it ended.
     *
     * @param args what follows the env
     */
    <T> VmAnswer<T> call(
            Context ctx, Address contract, Checksum code, EntryPoint entry, List<byte[]> args, Codec<T> answer) {
        List<byte[]> all = new ArrayList<>();
        all.add(env(ctx, contract));
        all.addAll(args);
        try (ContractStorage storage = new ContractStorage(contracts.state(ctx, contract), meter(ctx, entry))) {
            Backend backend = new Backend(
                    storage,
                    addresses,
                    new ContractQuerier(ctx, contract, queries),
                    (text, gas) -> print(ctx, contract, entry, text));
            long limit = RuntimeGas.limit(ctx);
            VmAnswer<T> outcome = ctx.carried(Tracer.KEY)
                    .map(tracer -> vm.call(
                            new Call(code, entry, all, limit, true),
                            backend,
                            answer,
                            tracer.call(contract, code, entry, all, limit)))
                    .orElseGet(() ->
                            vm.call(new Call(code, entry, all, limit, !debug.equals(DebugLog.NONE)), backend, answer));
            ctx.carried(CallContext.OBSERVER).ifPresent(observer -> observer.called(contract, entry, outcome.gas()));
            pay(ctx, outcome.gas());
            return outcome;
        }
    }

    /** What is run again was heard before. */
    private void print(Context ctx, Address contract, EntryPoint entry, String text) {
        if (!ctx.isReplay()) {
            debug.printed(ctx.block().height(), format.text(contract), entry, text);
        }
    }

    /** Quirk: for the entry points of IBC the reference forgets to convert, and storage is nearly free for the VM. VM.md §3.4. */
    private static LongSupplier meter(Context ctx, EntryPoint entry) {
        return switch (entry) {
            case INSTANTIATE, EXECUTE, MIGRATE, SUDO, REPLY, QUERY ->
                () -> GasRegister.toVm(ctx.gas().consumed());
            case IBC_CHANNEL_OPEN,
                    IBC_CHANNEL_CONNECT,
                    IBC_CHANNEL_CLOSE,
                    IBC_PACKET_RECEIVE,
                    IBC_PACKET_ACK,
                    IBC_PACKET_TIMEOUT,
                    IBC_SOURCE_CALLBACK,
                    IBC_DESTINATION_CALLBACK,
                    IBC2_PACKET_RECEIVE,
                    IBC2_PACKET_ACK,
                    IBC2_PACKET_TIMEOUT,
                    IBC2_PACKET_SEND -> () -> ctx.gas().consumed();
        };
    }

    /** The allowance is told first: paying may be the end. */
    private static void pay(Context ctx, GasReport gas) {
        ctx.carried(CallContext.ALLOWANCE).ifPresent(allowance -> allowance.used(gas));
        RuntimeGas.consume(ctx, gas.usedInternally());
    }

    private byte[] env(Context ctx, Address contract) {
        Env.Block block = new Env.Block(
                ctx.block().height(), ctx.block().timeNanos(), ctx.block().chainId());
        return GoJson.encode(
                EnvJson.ENV,
                new Env(block, ctx.carried(CallContext.TX).map(EntryCall::transaction), format.text(contract)));
    }

    private static Env.Transaction transaction(CallContext.TxPlace place) {
        return new Env.Transaction(Integer.toUnsignedLong(place.index()), Bytes.of(Sha256.of(place.bytes())));
    }
}
