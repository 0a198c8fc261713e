package dev.orrery.chain;

import dev.orrery.chain.gas.GasMeter;
import dev.orrery.chain.state.CommittedState;
import dev.orrery.chain.state.KeyValueStore;
import dev.orrery.chain.state.MultiStore;
import dev.orrery.chain.state.StateBranch;
import dev.orrery.chain.tx.TxResult;
import dev.orrery.chain.tx.TxRunner;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The last committed state with the effects of the transactions that were accepted since, so that an account can send several before
 * a block is made. Any thread: checks take turns; simulations run on a copy and don't hold up anybody.
 */
final class CheckState implements AutoCloseable {
    private final MultiStore store;
    private final TxRunner runner;
    private final ReentrantLock turn = new ReentrantLock();
    private BlockInfo block;
    private CommittedState base;
    private StateBranch branch;

    CheckState(MultiStore store, TxRunner runner, BlockInfo block) {
        this.store = store;
        this.runner = runner;
        this.block = block;
        base = store.latest();
        branch = base.branch();
    }

    /** Forgets what was accepted: a block is committed. */
    void reset(BlockInfo committed) {
        turn.lock();
        try {
            base.close();
            block = committed;
            base = store.latest();
            branch = base.branch();
        } finally {
            turn.unlock();
        }
    }

    /** The block that the state is of. */
    BlockInfo block() {
        turn.lock();
        try {
            return block;
        } finally {
            turn.unlock();
        }
    }

    TxResult check(ExecutionMode mode, byte[] transaction) {
        turn.lock();
        try {
            return runner.run(Context.of(block, mode, branch), transaction, GasMeter.unlimited());
        } finally {
            turn.unlock();
        }
    }

    TxResult simulate(byte[] transaction) {
        try (Copy copy = copy()) {
            Context context = Context.of(copy.block(), ExecutionMode.SIMULATE, copy.branch());
            return runner.run(context, transaction, GasMeter.unlimited());
        }
    }

    private record Copy(BlockInfo block, CommittedState base, StateBranch branch) implements AutoCloseable {
        @Override
        public void close() {
            base.close();
        }
    }

    private Copy copy() {
        turn.lock();
        try {
            CommittedState own = store.latest();
            StateBranch copy = own.branch();
            branch.changes().forEach((name, changes) -> {
                KeyValueStore into = copy.store(name);
                changes.forEach(
                        (key, value) -> value.ifPresentOrElse(bytes -> into.set(key, bytes), () -> into.delete(key)));
            });
            return new Copy(block, own, copy);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() {
        turn.lock();
        try {
            base.close();
        } finally {
            turn.unlock();
        }
    }
}
