package dev.orrery.chain;

import dev.orrery.chain.collection.StoreItem;
import dev.orrery.chain.collection.Values;
import dev.orrery.chain.tx.AnteStep;
import java.nio.ByteBuffer;
import java.util.List;

/** What the contract module does to every transaction: it counts them. Stands in for it where a test has no contracts. */
record TxCounter() implements Module {
    private static final StoreItem<byte[]> COUNT = new StoreItem<>("wasm", new byte[] {8}, Values.BYTES);

    @Override
    public String name() {
        return "wasm";
    }

    @Override
    public List<AnteStep> anteSteps() {
        return List.of((context, tx) -> {
            if (context.mode() != ExecutionMode.SIMULATE) {
                long height = context.block().height();
                int next = COUNT.get(context)
                        .map(ByteBuffer::wrap)
                        .filter(bytes -> bytes.getLong() == height)
                        .map(ByteBuffer::getInt)
                        .orElse(0);
                COUNT.set(
                        context,
                        ByteBuffer.allocate(12).putLong(height).putInt(next + 1).array());
            }
            return context;
        });
    }
}
