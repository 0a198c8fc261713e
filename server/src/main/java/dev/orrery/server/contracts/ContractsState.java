package dev.orrery.server.contracts;

import dev.orrery.chain.BlockInfo;
import dev.orrery.chain.Context;
import dev.orrery.chain.ExecutionMode;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.state.Commit;
import dev.orrery.chain.state.CommittedState;
import dev.orrery.chain.state.MultiStore;
import dev.orrery.chain.state.Pruning;
import dev.orrery.chain.state.StateBranch;
import dev.orrery.chain.state.db.Database;
import dev.orrery.chain.wasm.Accounts;
import dev.orrery.chain.wasm.CallContext;
import dev.orrery.chain.wasm.CallObserver;
import dev.orrery.chain.wasm.MessageEncoder;
import dev.orrery.chain.wasm.QueryPlugins;
import dev.orrery.chain.wasm.VmGasAllowance;
import dev.orrery.chain.wasm.WasmKeeper;
import dev.orrery.chain.wasm.WasmKeys;
import dev.orrery.chain.wasm.WasmParams;
import dev.orrery.msg.SubMsg;
import dev.orrery.vm.EntryPoint;
import dev.orrery.vm.GasReport;
import dev.orrery.vm.Vm;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Codes, contracts and their state, without a chain around them: every change is a block of its own. Any thread; changes wait for
 * each other, questions run beside them on what was there when they came.
 */
public final class ContractsState implements AutoCloseable {
    /** Older states are of no use to anybody here. */
    private static final Pruning PRUNING = new Pruning(Pruning.LEAST);

    private final MultiStore stores;
    private final WasmKeeper wasm;
    private final AddressFormat format;
    private final String chainId;
    private final Clock clock;
    private final ReentrantLock changing = new ReentrantLock();

    private ContractsState(MultiStore stores, Vm vm, AddressFormat format, String chainId, Clock clock) {
        this.stores = stores;
        this.format = format;
        this.chainId = chainId;
        this.clock = clock;
        HeldCoins coins = new HeldCoins(format);
        OwnMessages messages = new OwnMessages(() -> wasm().messages(), coins);
        this.wasm = new WasmKeeper(new WasmKeeper.Surroundings(
                vm,
                format,
                new NoAccounts(),
                coins,
                format.text(Address.ofModule("gov")),
                QueryPlugins.NONE.withBank(coins),
                messages,
                MessageEncoder.IbcEncoder.NONE,
                List.of(),
                Optional.empty()));
    }

    /** Opens what is in the database, or starts with nothing. */
    public static ContractsState open(Database database, Vm vm, AddressFormat format, String chainId, Clock clock) {
        MultiStore stores = MultiStore.open(database, List.of(WasmKeys.STORE, HeldCoins.STORE), PRUNING);
        ContractsState state = new ContractsState(stores, vm, format, chainId, clock);
        if (stores.lastCommit().isEmpty()) {
            state.change(BlockRequest.NEXT, VmLimits.DEFAULT, ctx -> {
                state.wasm.params().set(ctx, WasmParams.DEFAULT);
                return ctx;
            });
        }
        return state;
    }

    /** The rules that this state follows. */
    WasmKeeper wasm() {
        return wasm;
    }

    AddressFormat format() {
        return format;
    }

    /**
     * What a call did.
     *
     * @param <T> what it answered
     */
    record Done<T>(T value, Context ctx, VmGasAllowance gas, List<Emitted> messages) {}

    /** A message, and the contract that wants it sent. */
    record Emitted(Address contract, SubMsg message) {}

    /** Changes the state by one step, wholly or not at all. Throws what the step throws, as {@link CallFailedException}. */
    <T> Done<T> change(BlockRequest asked, long gasLimit, Function<Context, T> step) {
        changing.lock();
        try (CommittedState latest = stores.latest()) {
            long version = latest.commit().map(Commit::version).orElse(0L) + 1;
            StateBranch branch = latest.branch();
            Done<T> done = run(branch, asked.in(version, clock, chainId), gasLimit, Optional.of(version), step);
            stores.commit(branch, version);
            return done;
        } finally {
            changing.unlock();
        }
    }

    /** Asks the newest state. */
    <T> Done<T> read(BlockRequest asked, long gasLimit, Function<Context, T> step) {
        try (CommittedState latest = stores.latest()) {
            long version = latest.commit().map(Commit::version).orElse(0L);
            return run(latest.branch(), asked.in(version, clock, chainId), gasLimit, Optional.empty(), step);
        }
    }

    @Override
    public void close() {
        stores.close();
    }

    private static <T> Done<T> run(
            StateBranch branch, BlockInfo block, long gasLimit, Optional<Long> transaction, Function<Context, T> step) {
        VmGasAllowance gas = new VmGasAllowance(gasLimit);
        Outbox outbox = new Outbox();
        Context bare = Context.of(block, ExecutionMode.FINALIZE, branch)
                .with(CallContext.ALLOWANCE, gas)
                .with(CallContext.OBSERVER, outbox);
        Context ctx =
                transaction.isPresent() ? bare.with(CallContext.TX, new CallContext.TxPlace(0, new byte[0])) : bare;
        try {
            return new Done<>(step.apply(ctx), ctx, gas, outbox.messages);
        } catch (RuntimeException e) {
            throw new CallFailedException(e, ctx, gas);
        }
    }

    /** Collects what contracts want sent. */
    private static final class Outbox implements CallObserver {
        private final List<Emitted> messages = new ArrayList<>();

        @Override
        public void called(Address contract, EntryPoint entry, GasReport gas) {}

        @Override
        public void emitted(Address contract, List<SubMsg> emitted) {
            emitted.forEach(message -> messages.add(new Emitted(contract, message)));
        }
    }

    /** Nobody is known here, so nobody is in the way. */
    private static final class NoAccounts implements Accounts {
        @Override
        public Optional<Existing> find(Context ctx, Address address) {
            return Optional.empty();
        }

        @Override
        public void create(Context ctx, Address address) {}

        @Override
        public boolean replace(Context ctx, Address address) {
            return true;
        }
    }
}
