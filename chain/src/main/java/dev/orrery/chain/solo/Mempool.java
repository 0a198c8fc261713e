package dev.orrery.chain.solo;

import com.google.protobuf.ByteString;
import dev.orrery.chain.abci.Application;
import dev.orrery.chain.solo.block.BlockHashes;
import dev.orrery.proto.tendermint.abci.CheckTxType;
import dev.orrery.proto.tendermint.abci.RequestCheckTx;
import dev.orrery.proto.tendermint.abci.ResponseCheckTx;
import dev.orrery.proto.tendermint.abci.TxResult;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Transactions that wait for a block, in the order they came. Any thread.
 *
 * <p>One lock covers asking the application and keeping the answer, and is held over a commit: a transaction is never checked
 * against one state and queued behind another, as in CometBFT's own mempool.
 */
final class Mempool {
    /** Most transactions waiting. cometbft config/config.go: DefaultMempoolConfig.Size. */
    private static final int MAX_TXS = 5000;

    /** Most bytes waiting. cometbft config/config.go: DefaultMempoolConfig.MaxTxsBytes. */
    private static final long MAX_TXS_BYTES = 1L << 30;

    /** Largest transaction. Bytes. cometbft config/config.go: DefaultMempoolConfig.MaxTxBytes. */
    private static final int MAX_TX_BYTES = 1 << 20;

    /** Transactions remembered after they left. cometbft config/config.go: DefaultMempoolConfig.CacheSize. */
    private static final int CACHE_SIZE = 10_000;

    private final Application application;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ByteString, Waiting> waiting = new LinkedHashMap<>();
    private final Map<ByteString, Boolean> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteString, Boolean> eldest) {
            return size() > CACHE_SIZE;
        }
    };
    private long waitingBytes;

    Mempool(Application application) {
        this.application = application;
    }

    private record Waiting(ByteString transaction, CompletableFuture<TxResult> inBlock) {}

    Admission submit(ByteString transaction) {
        ByteString hash = BlockHashes.transaction(transaction);
        lock.lock();
        try {
            Optional<String> refusal = refusal(transaction, hash);
            if (refusal.isPresent()) {
                return new Admission.Refused(refusal.get());
            }
            CompletableFuture<TxResult> inBlock = new CompletableFuture<>();
            ResponseCheckTx answer = check(transaction, CheckTxType.NEW);
            if (answer.getCode() == 0) {
                known.put(hash, true);
                waiting.put(hash, new Waiting(transaction, inBlock));
                waitingBytes += transaction.size();
            } else {
                inBlock.cancel(false);
            }
            return new Admission.Checked(answer, inBlock);
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    long sizeBytes() {
        lock.lock();
        try {
            return waitingBytes;
        } finally {
            lock.unlock();
        }
    }

    /** The first transactions in line that fit. */
    List<ByteString> first(int most, long mostBytes) {
        lock.lock();
        try {
            List<ByteString> first = new ArrayList<>();
            long bytes = 0;
            for (Waiting each : waiting.values()) {
                bytes += each.transaction().size();
                if (first.size() == most || bytes > mostBytes) {
                    break;
                }
                first.add(each.transaction());
            }
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** Commits a block and takes its transactions off the line; nothing is checked in between. */
    List<Runnable> commit(Runnable commit, List<TxResult> included) {
        List<Runnable> notices = new ArrayList<>();
        lock.lock();
        try {
            commit.run();
            for (TxResult result : included) {
                ByteString hash = BlockHashes.transaction(result.getTx());
                if (result.getResult().getCode() == 0) {
                    known.put(hash, true);
                } else {
                    known.remove(hash);
                }
                remove(hash).ifPresent(gone -> notices.add(() -> gone.inBlock().complete(result)));
            }
            checkAgain(notices);
        } finally {
            lock.unlock();
        }
        return notices;
    }

    /** Those that the new state makes impossible leave the line. */
    private void checkAgain(List<Runnable> notices) {
        Iterator<Map.Entry<ByteString, Waiting>> all = waiting.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<ByteString, Waiting> each = all.next();
            Waiting entry = each.getValue();
            if (check(entry.transaction(), CheckTxType.RECHECK).getCode() != 0) {
                all.remove();
                waitingBytes -= entry.transaction().size();
                known.remove(each.getKey());
                notices.add(() -> entry.inBlock().cancel(false));
            }
        }
    }

    /** Forgets everything while something else happens. */
    void clear(Runnable meanwhile) {
        List<Waiting> gone;
        lock.lock();
        try {
            meanwhile.run();
            gone = List.copyOf(waiting.values());
            waiting.clear();
            known.clear();
            waitingBytes = 0;
        } finally {
            lock.unlock();
        }
        gone.forEach(entry -> entry.inBlock().cancel(false));
    }

    private Optional<String> refusal(ByteString transaction, ByteString hash) {
        if (transaction.size() > MAX_TX_BYTES) {
            return Optional.of("Tx too large. Max size is " + MAX_TX_BYTES + ", but got " + transaction.size());
        }
        if (waiting.size() >= MAX_TXS || waitingBytes + transaction.size() > MAX_TXS_BYTES) {
            return Optional.of("mempool is full: number of txs " + waiting.size() + " (max: " + MAX_TXS
                    + "), total txs bytes " + waitingBytes + " (max: " + MAX_TXS_BYTES + ")");
        }
        if (known.containsKey(hash)) {
            return Optional.of("tx already exists in cache");
        }
        return Optional.empty();
    }

    private ResponseCheckTx check(ByteString transaction, CheckTxType type) {
        return application.checkTx(
                RequestCheckTx.newBuilder().setTx(transaction).setType(type).build());
    }

    private Optional<Waiting> remove(ByteString hash) {
        Optional<Waiting> gone = Optional.ofNullable(waiting.remove(hash));
        gone.ifPresent(entry -> waitingBytes -= entry.transaction().size());
        return gone;
    }
}
