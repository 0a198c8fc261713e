package dev.orrery.chain.gov;

import dev.orrery.chain.address.Address;
import dev.orrery.chain.collection.KeyCodec;
import dev.orrery.chain.collection.Keys;
import dev.orrery.chain.collection.Keys.Pair;
import dev.orrery.chain.collection.StoreItem;
import dev.orrery.chain.collection.StoreMap;
import dev.orrery.chain.collection.Values;
import dev.orrery.chain.state.KeyRange;
import dev.orrery.proto.cosmos.gov.v1.Deposit;
import dev.orrery.proto.cosmos.gov.v1.Params;
import dev.orrery.proto.cosmos.gov.v1.Proposal;
import dev.orrery.proto.cosmos.gov.v1.Vote;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Where governance lies in the store. Cosmos SDK x/gov/types/keys.go. */
final class GovKeys {
    static final String STORE = "gov";

    private static final KeyCodec<Pair<Long, Address>> BY_ACCOUNT =
            Keys.pair(Keys.UINT64, Keys.LENGTH_PREFIXED_ADDRESS);

    private static final KeyCodec<Pair<Instant, Long>> BY_TIME = Keys.pair(Keys.TIME, Keys.UINT64);

    static final StoreMap<Long, Proposal> PROPOSALS =
            new StoreMap<>(STORE, new byte[] {0}, Keys.UINT64, Values.message(Proposal.parser()));

    /** By the end of voting. */
    static final StoreMap<Pair<Instant, Long>, Long> ACTIVE =
            new StoreMap<>(STORE, new byte[] {1}, BY_TIME, Values.UINT64);

    /** By the end of the time for deposits. */
    static final StoreMap<Pair<Instant, Long>, Long> INACTIVE =
            new StoreMap<>(STORE, new byte[] {2}, BY_TIME, Values.UINT64);

    static final StoreItem<Long> NEXT_ID = new StoreItem<>(STORE, new byte[] {3}, Values.UINT64);

    /** Proposals that can be voted on. */
    static final StoreMap<Long, byte[]> VOTING = new StoreMap<>(STORE, new byte[] {4}, Keys.UINT64, Values.BYTES);

    static final StoreMap<Pair<Long, Address>, Deposit> DEPOSITS =
            new StoreMap<>(STORE, new byte[] {16}, BY_ACCOUNT, Values.message(Deposit.parser()));

    static final StoreMap<Pair<Long, Address>, Vote> VOTES =
            new StoreMap<>(STORE, new byte[] {32}, BY_ACCOUNT, Values.message(Vote.parser()));

    static final StoreItem<Params> PARAMS = new StoreItem<>(STORE, new byte[] {48}, Values.message(Params.parser()));

    static final StoreItem<String> CONSTITUTION = new StoreItem<>(
            STORE,
            new byte[] {49},
            Values.of(
                    text -> text.getBytes(StandardCharsets.UTF_8), bytes -> new String(bytes, StandardCharsets.UTF_8)));

    private GovKeys() {}

    /** The beginning of the keys of all deposits, or votes, of one proposal. */
    static byte[] of(long proposal) {
        return Keys.prefix(Keys.UINT64, proposal);
    }

    /** Entries of a queue that end at a time or before. */
    static KeyRange endingBy(StoreMap<Pair<Instant, Long>, Long> queue, Instant time) {
        ByteArrayOutputStream last = new ByteArrayOutputStream();
        last.writeBytes(queue.prefix());
        Keys.TIME.write(time, true, last);
        return new KeyRange(
                KeyRange.from(queue.prefix()).start(),
                KeyRange.prefixed(last.toByteArray()).end());
    }
}
