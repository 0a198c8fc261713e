package dev.orrery.ibc.light.tendermint;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcStore;
import dev.orrery.ibc.client.ClientContext;
import dev.orrery.ibc.client.ClientError;
import dev.orrery.ibc.host.PathsV1;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.ClientState;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.ConsensusState;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is kept of one client, under the reference's keys: its state, what is known of the other chain at each height, and with each
 * height when it came to be known. Reads and writes in the reference's order, since each costs gas. ibc-go
 * light-clients/07-tendermint/store.go.
 */
record ClientStore(IbcStore store) {
    /** Before a height in big-endian bytes, so that heights can be walked in order; the value is the consensus state's key. */
    private static final byte[] ITERATION = "iterateConsensusStates".getBytes(UTF_8);

    private static final byte[] ITERATION_END = "iterateConsensusStatet".getBytes(UTF_8);

    static ClientStore of(ClientContext client) {
        return new ClientStore(client.store());
    }

    Optional<ClientState> client() {
        return read(PathsV1.clientState()).map(any -> States.readClient(any.getValue()));
    }

    /** @throws dev.orrery.ibc.IbcException if there is no such client */
    static ClientState requireClient(ClientContext client) {
        return of(client).client().orElseThrow(() -> ClientError.CLIENT_NOT_FOUND.failure(client.clientId()));
    }

    void setClient(ClientState state) {
        store.set(
                PathsV1.clientState(),
                States.any(States.CLIENT_STATE_URL, States.complete(state)).toByteArray());
    }

    Optional<ConsensusState> consensus(Height height) {
        return consensus(PathsV1.consensusState(height));
    }

    private Optional<ConsensusState> consensus(byte[] key) {
        return read(key).map(any -> States.readConsensus(any.getValue()));
    }

    void setConsensus(Height height, ConsensusState state) {
        store.set(
                PathsV1.consensusState(height),
                States.any(States.CONSENSUS_STATE_URL, state).toByteArray());
    }

    /** Remembers when a height came to be known. */
    void setMetadata(Height height, long processedNanos, Height processedHeight) {
        store.set(processedTimeKey(height), uint64(processedNanos));
        store.set(processedHeightKey(height), processedHeight.toString().getBytes(UTF_8));
        store.set(iterationKey(height), PathsV1.consensusState(height));
    }

    OptionalLong processedNanos(Height height) {
        Optional<byte[]> stored = store.get(processedTimeKey(height));
        return stored.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(ByteBuffer.wrap(stored.get()).getLong());
    }

    Optional<Height> processedHeight(Height height) {
        return store.get(processedHeightKey(height)).map(stored -> {
            String[] numbers = new String(stored, UTF_8).split("-", -1);
            return new Height(Long.parseUnsignedLong(numbers[0]), Long.parseUnsignedLong(numbers[1]));
        });
    }

    void forget(Height height) {
        store.delete(PathsV1.consensusState(height));
        store.delete(processedTimeKey(height));
        store.delete(processedHeightKey(height));
        store.delete(iterationKey(height));
    }

    Optional<Height> lowestHeight() {
        Found found = new Found();
        store.ascend(ITERATION, ITERATION_END, found::first);
        return found.key.map(key -> {
            ByteBuffer height = ByteBuffer.wrap(key, ITERATION.length, 2 * Long.BYTES);
            return new Height(height.getLong(), height.getLong());
        });
    }

    Optional<ConsensusState> before(Height height) {
        Found found = new Found();
        store.descend(ITERATION, iterationKey(height), found::first);
        return found.value.flatMap(this::consensus);
    }

    Optional<ConsensusState> after(Height height) {
        byte[] own = PathsV1.consensusState(height);
        Found found = new Found();
        store.ascend(
                iterationKey(height),
                ITERATION_END,
                (key, value) -> Arrays.equals(value, own) || found.first(key, value));
        return found.value.flatMap(this::consensus);
    }

    /** The entry at which a walk stops. */
    private static final class Found {
        private Optional<byte[]> key = Optional.empty();
        private Optional<byte[]> value = Optional.empty();

        boolean first(byte[] foundKey, byte[] foundValue) {
            key = Optional.of(foundKey);
            value = Optional.of(foundValue);
            return false;
        }
    }

    private Optional<Any> read(byte[] key) {
        return store.get(key).map(stored -> {
            try {
                return Any.parseFrom(stored);
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException("the store of a client holds a damaged entry", e);
            }
        });
    }

    private static byte[] processedTimeKey(Height height) {
        return join(PathsV1.consensusState(height), "/processedTime".getBytes(UTF_8));
    }

    private static byte[] processedHeightKey(Height height) {
        return join(PathsV1.consensusState(height), "/processedHeight".getBytes(UTF_8));
    }

    private static byte[] iterationKey(Height height) {
        return join(ITERATION, uint64(height.revision()), uint64(height.number()));
    }

    private static byte[] join(byte[]... parts) {
        ByteBuffer out = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        Arrays.stream(parts).forEach(out::put);
        return out.array();
    }

    private static byte[] uint64(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }
}
