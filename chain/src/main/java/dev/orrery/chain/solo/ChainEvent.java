package dev.orrery.chain.solo;

import com.google.protobuf.ByteString;
import dev.orrery.chain.solo.block.BlockHashes;
import dev.orrery.chain.solo.block.BlockStore;
import dev.orrery.chain.solo.block.Validator;
import dev.orrery.proto.tendermint.abci.Event;
import dev.orrery.proto.tendermint.abci.EventAttribute;
import dev.orrery.proto.tendermint.abci.TxResult;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** What subscribers are told of, under the names that CometBFT gives it. */
public sealed interface ChainEvent {
    /** The name after {@code tm.event=}. */
    String name();

    /** What the event is about, as far as queries can ask: values by event type and attribute key. */
    SortedMap<String, List<String>> values();

    record NewBlock(BlockStore.Finalized block) implements ChainEvent {
        @Override
        public String name() {
            return "NewBlock";
        }

        @Override
        public SortedMap<String, List<String>> values() {
            return valuesOf(name(), block.results().getEventsList());
        }
    }

    record NewBlockEvents(BlockStore.Finalized block) implements ChainEvent {
        @Override
        public String name() {
            return "NewBlockEvents";
        }

        @Override
        public SortedMap<String, List<String>> values() {
            return valuesOf(name(), block.results().getEventsList());
        }
    }

    record NewBlockHeader(BlockStore.Finalized block) implements ChainEvent {
        @Override
        public String name() {
            return "NewBlockHeader";
        }

        @Override
        public SortedMap<String, List<String>> values() {
            return valuesOf(name(), List.of());
        }
    }

    record Tx(TxResult result) implements ChainEvent {
        @Override
        public String name() {
            return "Tx";
        }

        @Override
        public SortedMap<String, List<String>> values() {
            SortedMap<String, List<String>> values =
                    valuesOf(name(), result.getResult().getEventsList());
            add(values, "tx.hash", hex(BlockHashes.transaction(result.getTx())));
            add(values, "tx.height", Long.toString(result.getHeight()));
            return values;
        }
    }

    record ValidatorSetUpdates(List<Validator> changed) implements ChainEvent {
        public ValidatorSetUpdates {
            changed = List.copyOf(changed);
        }

        @Override
        public String name() {
            return "ValidatorSetUpdates";
        }

        @Override
        public SortedMap<String, List<String>> values() {
            return valuesOf(name(), List.of());
        }
    }

    private static SortedMap<String, List<String>> valuesOf(String name, List<Event> events) {
        SortedMap<String, List<String>> values = new TreeMap<>();
        for (Event event : events) {
            for (EventAttribute attribute : event.getAttributesList()) {
                if (!event.getType().isEmpty() && !attribute.getKey().isEmpty()) {
                    add(values, event.getType() + "." + attribute.getKey(), attribute.getValue());
                }
            }
        }
        add(values, "tm.event", name);
        return values;
    }

    private static void add(SortedMap<String, List<String>> values, String tag, String value) {
        values.computeIfAbsent(tag, key -> new ArrayList<>()).add(value);
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray()).toUpperCase(Locale.ROOT);
    }
}
