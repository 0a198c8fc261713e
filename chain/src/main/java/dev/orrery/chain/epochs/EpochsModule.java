package dev.orrery.chain.epochs;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.Module;
import dev.orrery.chain.ModuleGenesis;
import dev.orrery.chain.QueryRoute;
import dev.orrery.chain.collection.Keys;
import dev.orrery.chain.collection.StoreMap;
import dev.orrery.chain.collection.Values;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.QueryStatus;
import dev.orrery.chain.wire.StreamedMessage;
import dev.orrery.chain.wire.Times;
import dev.orrery.msg.Attribute;
import dev.orrery.msg.Event;
import dev.orrery.msg.json.GoJson;
import dev.orrery.proto.cosmos.epochs.v1beta1.EpochInfo;
import dev.orrery.proto.cosmos.epochs.v1beta1.GenesisState;
import dev.orrery.proto.cosmos.epochs.v1beta1.QueryCurrentEpochRequest;
import dev.orrery.proto.cosmos.epochs.v1beta1.QueryCurrentEpochResponse;
import dev.orrery.proto.cosmos.epochs.v1beta1.QueryEpochInfosRequest;
import dev.orrery.proto.cosmos.epochs.v1beta1.QueryEpochInfosResponse;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Epochs as a module of the chain; counts nothing where the genesis has none. */
public record EpochsModule() implements Module {
    private static final String STORE = "epochs";
    private static final String SERVICE = "/cosmos.epochs.v1beta1.Query/";

    /** By identifier. Cosmos SDK x/epochs/types/keys.go. */
    private static final StoreMap<String, EpochInfo> EPOCHS =
            new StoreMap<>(STORE, new byte[] {1}, Keys.TEXT, Values.message(EpochInfo.parser()));

    /** Those that every chain begins with. Cosmos SDK x/epochs/types/genesis.go. */
    private static final Map<String, Duration> USUAL = new TreeMap<>(Map.of(
            "day", Duration.ofDays(1),
            "hour", Duration.ofHours(1),
            "minute", Duration.ofMinutes(1),
            "week", Duration.ofDays(7)));

    @Override
    public String name() {
        return STORE;
    }

    @Override
    public List<QueryRoute<?>> queries() {
        return List.of(
                new QueryRoute<>(SERVICE + "EpochInfos", QueryEpochInfosRequest.getDefaultInstance(), this::infos),
                new QueryRoute<>(
                        SERVICE + "CurrentEpoch", QueryCurrentEpochRequest.getDefaultInstance(), this::current));
    }

    @Override
    public Optional<Message> defaultGenesis(String stakingDenom) {
        GenesisState.Builder state = GenesisState.newBuilder();
        USUAL.forEach((identifier, duration) -> state.addEpochs(EpochInfo.newBuilder()
                .setIdentifier(identifier)
                .setStartTime(Times.ZERO)
                .setDuration(Times.duration(duration))
                .setCurrentEpochStartTime(Times.ZERO)));
        return Optional.of(state.build());
    }

    @Override
    public List<ValidatorUpdate> initGenesis(Context context, ModuleGenesis genesis) {
        for (EpochInfo epoch : genesis.as(GenesisState.getDefaultInstance()).getEpochsList()) {
            check(epoch);
            if (EPOCHS.has(context, epoch.getIdentifier())) {
                throw new IllegalArgumentException(
                        "epoch with identifier " + epoch.getIdentifier() + " already exists");
            }
            EPOCHS.set(context, epoch.getIdentifier(), begun(epoch, context));
        }
        return List.of();
    }

    @Override
    public Optional<StreamedMessage> exportGenesis(Context context) {
        return Optional.of(StreamedMessage.of(
                GenesisState.newBuilder().addAllEpochs(EPOCHS.values(context)).build()));
    }

    private static void check(EpochInfo epoch) {
        if (epoch.getIdentifier().isEmpty()) {
            throw new IllegalArgumentException("epoch identifier should NOT be empty");
        }
        if (Times.duration(epoch.getDuration()).isZero()) {
            throw new IllegalArgumentException("epoch duration should NOT be 0");
        }
        if (epoch.getCurrentEpoch() < 0) {
            throw new IllegalArgumentException("epoch CurrentEpoch must be non-negative");
        }
        if (epoch.getCurrentEpochStartHeight() < 0) {
            throw new IllegalArgumentException("epoch CurrentEpochStartHeight must be non-negative");
        }
    }

    /** Where the genesis doesn't say when it starts, it starts now. */
    private static EpochInfo begun(EpochInfo epoch, Context context) {
        EpochInfo.Builder begun = epoch.toBuilder();
        Instant now = context.block().time();
        if (epoch.getStartTime().equals(Times.ZERO)) {
            begun.setStartTime(Times.timestamp(now));
        }
        if (epoch.getCurrentEpochStartHeight() == 0
                && !Times.instant(begun.getStartTime()).isAfter(now)) {
            begun.setCurrentEpochStartHeight(context.block().height());
        }
        return begun.build();
    }

    @Override
    public void beginBlock(Context context) {
        for (StoreMap.Entry<String, EpochInfo> each : EPOCHS.entries(context)) {
            next(context, each.value()).ifPresent(epoch -> EPOCHS.set(context, each.key(), epoch));
        }
    }

    /** The epoch that begins with this block, if one does; at most one does, however much time has passed. */
    private static Optional<EpochInfo> next(Context context, EpochInfo epoch) {
        Instant now = context.block().time();
        if (now.isBefore(Times.instant(epoch.getStartTime()))) {
            return Optional.empty();
        }
        EpochInfo.Builder next =
                epoch.toBuilder().setCurrentEpochStartHeight(context.block().height());
        if (!epoch.getEpochCountingStarted()) {
            next.setEpochCountingStarted(true).setCurrentEpoch(1).setCurrentEpochStartTime(epoch.getStartTime());
        } else {
            Instant end = Times.instant(epoch.getCurrentEpochStartTime()).plus(Times.duration(epoch.getDuration()));
            if (!now.isAfter(end)) {
                return Optional.empty();
            }
            emit(context, "EventEpochEnd", List.of(number(epoch.getCurrentEpoch())));
            next.setCurrentEpoch(epoch.getCurrentEpoch() + 1).setCurrentEpochStartTime(Times.timestamp(end));
        }
        emit(
                context,
                "EventEpochStart",
                List.of(
                        number(next.getCurrentEpoch()),
                        attribute(
                                "epoch_start_time",
                                next.getCurrentEpochStartTime().getSeconds())));
        return Optional.of(next.build());
    }

    private static void emit(Context context, String event, List<Attribute> attributes) {
        context.events().emit(new Event("cosmos.epochs.v1beta1." + event, attributes));
    }

    private static Attribute number(long epoch) {
        return attribute("epoch_number", epoch);
    }

    /** Of a typed event: JSON, in which a number of 64 bits is a text. */
    private static Attribute attribute(String key, long value) {
        return new Attribute(key, GoJson.quoted(Long.toString(value)));
    }

    private Message infos(Context context, QueryEpochInfosRequest request) {
        return QueryEpochInfosResponse.newBuilder()
                .addAllEpochs(EPOCHS.entries(context).stream()
                        .map(StoreMap.Entry::value)
                        .toList())
                .build();
    }

    private Message current(Context context, QueryCurrentEpochRequest request) {
        if (request.getIdentifier().isEmpty()) {
            throw QueryStatus.INVALID_ARGUMENT.failure("identifier is empty");
        }
        return QueryCurrentEpochResponse.newBuilder()
                .setCurrentEpoch(EPOCHS.get(context, request.getIdentifier())
                        .orElseThrow(() -> ChainException.plain("not available identifier"))
                        .getCurrentEpoch())
                .build();
    }
}
