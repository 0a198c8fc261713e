package dev.orrery.chain;

import com.google.protobuf.Message;
import dev.orrery.chain.authz.AuthorizationKind;
import dev.orrery.chain.tx.AnteStep;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.chain.tx.MessageRouter;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.chain.wire.StreamedMessage;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A part of the state machine, as the chain puts it together with others. */
public interface Module {
    /** Under which its genesis stands. */
    String name();

    /** The stores it keeps its state in. */
    default List<String> stores() {
        return List.of(name());
    }

    default List<MessageRoute<?>> messages() {
        return List.of();
    }

    default List<QueryRoute<?>> queries() {
        return List.of();
    }

    /** Types, beside messages, that may stand inside an {@code Any} of its messages and state. */
    default List<Message> types() {
        return List.of();
    }

    /** How its messages may be granted to others, beside as a whole kind. */
    default List<AuthorizationKind<?>> authorizations() {
        return List.of();
    }

    /** What it does to every transaction as soon as there is a meter, before any of the usual checks. */
    default List<AnteStep> anteSteps() {
        return List.of();
    }

    /** What it does to every transaction after all of the usual checks. */
    default List<AnteStep> lateAnteSteps() {
        return List.of();
    }

    /**
     * Told once how to reach all modules, itself included, by messages and queries.
     *
     * @param types that may stand inside an {@code Any}
     */
    default void connect(MessageRouter messages, QueryRouter queries, KnownTypes types) {}

    /**
     * The part of the genesis that the reference's {@code init} writes; nothing if a chain without such a part is meant.
     *
     * @param stakingDenom the token that stakes and deposits are made in
     */
    default Optional<Message> defaultGenesis(String stakingDenom) {
        return Optional.empty();
    }

    /**
     * Reads the module's part of the genesis.
     *
     * @return validators to start with
     */
    default List<ValidatorUpdate> initGenesis(Context context, ModuleGenesis genesis) {
        return List.of();
    }

    /**
     * The module's part of a genesis that {@link #initGenesis} makes the same state of; nothing if a genesis has no part for it. Lists
     * are read from the context while they are written.
     */
    default Optional<StreamedMessage> exportGenesis(Context context) {
        return Optional.empty();
    }

    /** Makes its state that of a chain which begins with the first block; what it says of heights is forgotten. */
    default void restartHeights(Context context) {}

    /** Told once when a chain goes on that has blocks already, to take up what is kept outside of the state. */
    default void resume(Context context) {}

    /** Writes what it keeps outside of the state, and the state is of no use without. Any thread. */
    default void writeOutside(Context context, DataOutput out) throws IOException {}

    /**
     * Takes what a module of another chain with the same state has written.
     *
     * @throws IOException if it isn't what the state speaks of
     */
    default void readOutside(Context context, DataInput in) throws IOException {}

    /** Runs at the beginning of each block, before transactions. */
    default void beginBlock(Context context) {}

    /**
     * Runs at the end of each block, after transactions.
     *
     * @return changes of the validators
     */
    default List<ValidatorUpdate> endBlock(Context context) {
        return List.of();
    }
}
