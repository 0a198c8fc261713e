package dev.orrery.server.devnet;

import dev.orrery.chain.Chain;
import dev.orrery.chain.solo.SoloNode;
import dev.orrery.chain.solo.Timeline;
import dev.orrery.chain.state.Cursor;
import dev.orrery.chain.state.Direction;
import dev.orrery.chain.state.KeyRange;
import dev.orrery.chain.state.Keys;
import dev.orrery.proto.devnet.v1.IncreaseTimeRequest;
import dev.orrery.proto.devnet.v1.RevertRequest;
import dev.orrery.proto.devnet.v1.RevertResponse;
import dev.orrery.proto.devnet.v1.SetNextBlockTimeRequest;
import dev.orrery.proto.devnet.v1.SnapshotRequest;
import dev.orrery.proto.devnet.v1.SnapshotResponse;
import dev.orrery.proto.devnet.v1.TimeResponse;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Going forward in time, and back to where the chain was. Any thread. */
final class TimeTravel {
    private static final int MAX_SNAPSHOTS = 1_000;

    /** As long as contracts can tell the time: nanoseconds of 63 bits. */
    private static final long MAX_SECONDS = Long.MAX_VALUE / 1_000_000_000L;

    private static final String IBC_STORE = "ibc";
    private static final byte[] CLIENTS = Keys.utf8("clients/");
    private static final String OWN_CLIENT = "clients/09-localhost";

    private final Chain chain;
    private final SoloNode node;

    /** By id; held while going back. */
    private final TreeMap<Long, Timeline.Snapshot> snapshots = new TreeMap<>();

    private long lastId;

    TimeTravel(Chain chain, SoloNode node) {
        this.chain = chain;
        this.node = node;
    }

    List<DevnetMethod<?>> methods() {
        return List.of(
                new DevnetMethod<>("Snapshot", SnapshotRequest.getDefaultInstance(), this::snapshot),
                new DevnetMethod<>("Revert", RevertRequest.getDefaultInstance(), this::revert),
                new DevnetMethod<>("IncreaseTime", IncreaseTimeRequest.getDefaultInstance(), this::increaseTime),
                new DevnetMethod<>(
                        "SetNextBlockTime", SetNextBlockTimeRequest.getDefaultInstance(), this::setNextBlockTime));
    }

    private SnapshotResponse snapshot(SnapshotRequest request) {
        synchronized (snapshots) {
            if (snapshots.size() == MAX_SNAPSHOTS) {
                throw Status.RESOURCE_EXHAUSTED
                        .withDescription(
                                "there are " + MAX_SNAPSHOTS + " snapshots; going back to one forgets later ones")
                        .asRuntimeException();
            }
            Timeline.Snapshot snapshot = node.timeline().snapshot();
            snapshots.put(++lastId, snapshot);
            return SnapshotResponse.newBuilder()
                    .setId(lastId)
                    .setHeight(snapshot.height())
                    .build();
        }
    }

    private RevertResponse revert(RevertRequest request) {
        synchronized (snapshots) {
            Timeline.Snapshot snapshot = Optional.ofNullable(snapshots.get(request.getId()))
                    .orElseThrow(() -> Status.NOT_FOUND
                            .withDescription("id: there is no snapshot " + Long.toUnsignedString(request.getId()))
                            .asRuntimeException());
            if (hasClients()) {
                throw Status.FAILED_PRECONDITION
                        .withDescription("the chain has IBC clients: chains that follow it would take two blocks of one"
                                + " height for a fraud")
                        .asRuntimeException();
            }
            node.timeline().rewind(snapshot, chain);
            snapshots.tailMap(request.getId(), false).clear();
            return RevertResponse.newBuilder().setHeight(snapshot.height()).build();
        }
    }

    /** Whether the chain follows another one; then another one follows it, too, or is about to. */
    private boolean hasClients() {
        return chain.read(ctx -> {
            try (Cursor cursor = ctx.store(IBC_STORE).iterate(KeyRange.prefixed(CLIENTS), Direction.ASCENDING)) {
                for (; cursor.valid(); cursor.next()) {
                    if (!new String(cursor.key(), StandardCharsets.UTF_8).startsWith(OWN_CLIENT)) {
                        return true;
                    }
                }
                return false;
            }
        });
    }

    private TimeResponse increaseTime(IncreaseTimeRequest request) {
        Duration by = duration("seconds", request.getSeconds());
        return response(DevnetMethods.valid("seconds", () -> node.timeline().increaseTime(by)));
    }

    private TimeResponse setNextBlockTime(SetNextBlockTimeRequest request) {
        Instant time = parse(request.getTime());
        return DevnetMethods.valid("time", () -> {
            node.timeline().setNextTime(time);
            return response(time);
        });
    }

    /** A time span that a contract could be told. */
    static Duration duration(String field, long seconds) {
        if (seconds <= 0 || seconds > MAX_SECONDS) {
            throw DevnetMethods.invalid(
                    field + ": from 1 to " + MAX_SECONDS + ", got " + Long.toUnsignedString(seconds));
        }
        return Duration.ofSeconds(seconds);
    }

    private static Instant parse(String text) {
        try {
            boolean seconds = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
            return seconds ? Instant.ofEpochSecond(Long.parseLong(text)) : Instant.parse(text);
        } catch (DateTimeException | NumberFormatException e) {
            throw DevnetMethods.invalid("time: as 2027-01-31T12:00:00Z, or in seconds since 1970, got '" + text + "'");
        }
    }

    private static TimeResponse response(Instant time) {
        return TimeResponse.newBuilder().setTime(time.toString()).build();
    }
}
