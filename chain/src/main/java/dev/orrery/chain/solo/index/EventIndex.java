package dev.orrery.chain.solo.index;

import com.google.protobuf.ByteString;
import dev.orrery.chain.solo.block.BlockHashes;
import dev.orrery.chain.solo.index.EventKeys.EventPlace;
import dev.orrery.chain.state.Cursor;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.state.KeyRange;
import dev.orrery.chain.state.Keys;
import dev.orrery.chain.state.db.Batch;
import dev.orrery.chain.state.db.Reader;
import dev.orrery.proto.tendermint.abci.Event;
import dev.orrery.proto.tendermint.abci.EventAttribute;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.proto.tendermint.abci.ResponseFinalizeBlock;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Where events were emitted, by their attributes. Reads come from any thread; a block's entries are part of the batch that writes
 * the block, so that what is committed is found.
 *
 * <p>All conditions of a query but those on height and hash must hold in one and the same event, as with CometBFT 0.38.
 */
public final class EventIndex {
    private static final byte[] TX_EVENTS = Keys.utf8("x/e/t");
    private static final byte[] BLOCK_EVENTS = Keys.utf8("x/e/b");
    private static final byte[] PLACES_BY_HASH = Keys.utf8("x/e/h");

    private static final String TX_HASH = "tx.hash";
    private static final String TX_HEIGHT = "tx.height";
    private static final String BLOCK_HEIGHT = "block.height";

    /** As which transaction a block's own events stand in their index. */
    private static final int BLOCK_ITSELF = -1;

    /** Index entries that one query may look at, which bounds its time and memory: a few seconds, tens of megabytes. */
    private static final int MAX_VISITED = 1_000_000;

    private final Reader database;

    public EventIndex(Reader database) {
        this.database = database;
    }

    public void write(long height, List<ByteString> transactions, ResponseFinalizeBlock results, Batch batch) {
        writeEvents(BLOCK_EVENTS, new Place(height, BLOCK_ITSELF), results.getEventsList(), batch);
        for (int index = 0; index < transactions.size(); index++) {
            Place place = new Place(height, index);
            ExecTxResult result = results.getTxResults(index);
            byte[] hash = BlockHashes.transaction(transactions.get(index)).toByteArray();
            // A transaction that failed again in a later block doesn't hide where it succeeded.
            if (result.getCode() == 0 || find(hash).isEmpty()) {
                batch.put(
                        Keys.concat(PLACES_BY_HASH, hash),
                        EventKeys.event(new byte[0], "", "", new EventPlace(place, 0)));
            }
            writeEvents(TX_EVENTS, place, result.getEventsList(), batch);
        }
    }

    /** Takes out what {@link #write} put in for a block. */
    public void forget(long height, List<ByteString> transactions, ResponseFinalizeBlock results, Batch batch) {
        Batch written = new Batch();
        write(height, transactions, results, written);
        for (Batch.Write write : written.writes()) {
            batch.delete(write.key());
        }
        for (ByteString transaction : transactions) {
            byte[] hash = BlockHashes.transaction(transaction).toByteArray();
            find(hash)
                    .filter(place -> place.height() == height)
                    .ifPresent(place -> batch.delete(Keys.concat(PLACES_BY_HASH, hash)));
        }
    }

    /** Where the transaction with this hash stands. */
    public Optional<Place> find(byte[] hash) {
        return database.get(Keys.concat(PLACES_BY_HASH, hash))
                .map(key -> EventKeys.readPlace(key).place());
    }

    /**
     * Transactions that match, the oldest first.
     *
     * @param last the height of the newest block
     * @param transactionsAt how many stand in a block
     * @throws QueryException if the query is too broad
     */
    public NavigableSet<Place> transactions(EventQuery query, long last, TransactionCount transactionsAt) {
        for (Condition condition : query.conditions()) {
            if (condition.tag().equals(TX_HASH)) {
                return withHash(condition);
            }
        }
        Heights heights = Heights.of(query, TX_HEIGHT, last);
        NavigableSet<Place> found = new TreeSet<>();
        if (heights.others().isEmpty()) {
            for (long height = heights.first(); height <= heights.last(); height++) {
                int count = transactionsAt.at(height);
                for (int index = 0; index < count; index++) {
                    found.add(new Place(height, index));
                }
                limit(height - heights.first() + found.size());
            }
        } else {
            search(TX_EVENTS, heights).forEach(event -> found.add(event.place()));
        }
        return found;
    }

    /**
     * Heights of blocks whose own events match, the lowest first.
     *
     * @param last the height of the newest block
     * @throws QueryException if the query is too broad
     */
    public NavigableSet<Long> blocks(EventQuery query, long last) {
        Heights heights = Heights.of(query, BLOCK_HEIGHT, last);
        NavigableSet<Long> found = new TreeSet<>();
        if (heights.others().isEmpty()) {
            limit(heights.last() - heights.first());
            for (long height = heights.first(); height <= heights.last(); height++) {
                found.add(height);
            }
        } else {
            search(BLOCK_EVENTS, heights)
                    .forEach(event -> found.add(event.place().height()));
        }
        return found;
    }

    /** How many transactions a block has. */
    public interface TransactionCount {
        int at(long height);
    }

    private NavigableSet<Place> withHash(Condition condition) {
        NavigableSet<Place> found = new TreeSet<>();
        if (condition.test() instanceof Condition.Is is && is.operand() instanceof Condition.Text hash) {
            try {
                find(HexFormat.of().parseHex(hash.text())).ifPresent(found::add);
            } catch (IllegalArgumentException e) {
                throw new QueryException(
                        "error during searching for a hash in the query: not hexadecimal: " + hash.text());
            }
        }
        return found;
    }

    private Set<EventPlace> search(byte[] prefix, Heights heights) {
        Set<EventPlace> found = new HashSet<>();
        boolean first = true;
        for (Condition condition : heights.others()) {
            Set<EventPlace> before = found;
            found = new HashSet<>();
            collect(prefix, condition, heights, first ? event -> true : before::contains, found);
            first = false;
            if (found.isEmpty()) {
                break;
            }
        }
        return found;
    }

    private void collect(
            byte[] prefix, Condition condition, Heights heights, Predicate<EventPlace> wanted, Set<EventPlace> found) {
        Optional<String> only = exactValue(condition);
        byte[] tag = EventKeys.tag(prefix, condition.tag());
        byte[] range = only.map(value -> EventKeys.value(prefix, condition.tag(), value))
                .orElse(tag);
        int visited = 0;
        try (Cursor cursor = database.iterate(KeyRange.prefixed(range), Direction.ASCENDING)) {
            for (; cursor.valid(); cursor.next()) {
                limit(++visited);
                byte[] key = cursor.key();
                EventPlace event = EventKeys.readPlace(key);
                if (heights.contain(event.place().height())
                        && wanted.test(event)
                        && (only.isPresent() || condition.matches(EventKeys.readValue(key, tag.length)))) {
                    found.add(event);
                }
            }
        }
    }

    /** The one value that a condition is looking for, if there is only one. */
    private static Optional<String> exactValue(Condition condition) {
        return condition.test() instanceof Condition.Is is ? Optional.of(literal(is.operand())) : Optional.empty();
    }

    private static String literal(Condition.Operand operand) {
        return switch (operand) {
            case Condition.Text text -> text.text();
            // Quirk: the index compares numbers as they are written. cometbft kv.go: startKeyForCondition.
            case Condition.Numeral number -> number.literal();
            case Condition.Moment moment -> moment.literal();
        };
    }

    private static void limit(long visited) {
        if (visited > MAX_VISITED) {
            throw new QueryException("the query is too broad: it would look at more than " + MAX_VISITED
                    + " entries; add a condition on height");
        }
    }

    private static void writeEvents(byte[] prefix, Place place, List<Event> events, Batch batch) {
        int event = 0;
        for (Event each : events) {
            for (EventAttribute attribute : each.getAttributesList()) {
                if (attribute.getIndex()
                        && !each.getType().isEmpty()
                        && !attribute.getKey().isEmpty()) {
                    batch.put(
                            EventKeys.event(
                                    prefix,
                                    each.getType() + "." + attribute.getKey(),
                                    attribute.getValue(),
                                    new EventPlace(place, event)),
                            new byte[0]);
                }
            }
            event++;
        }
    }
}
