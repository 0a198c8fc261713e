package dev.orrery.chain;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.error.StoreError;
import dev.orrery.chain.state.Commit;
import dev.orrery.chain.state.CommittedState;
import dev.orrery.chain.state.MultiStore;
import dev.orrery.chain.state.StoreProof;
import dev.orrery.chain.wire.GoWire;
import dev.orrery.chain.wire.ProtoJson;
import dev.orrery.proto.tendermint.abci.RequestQuery;
import dev.orrery.proto.tendermint.abci.ResponseQuery;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Answers queries from committed state: by ABCI path and by gRPC method. Any thread. Cosmos SDK baseapp/abci.go. */
final class StateQueries implements Queries {
    private final MultiStore store;
    private final Wiring wiring;
    private final QueryRouter router;
    private final Simulation simulation;
    private final Supplier<BlockInfo> newest;

    /**
     * @param router of the modules and of the simulation
     * @param newest the block committed last
     */
    StateQueries(
            MultiStore store, Wiring wiring, QueryRouter router, Simulation simulation, Supplier<BlockInfo> newest) {
        this.store = store;
        this.wiring = wiring;
        this.router = router;
        this.simulation = simulation;
        this.newest = newest;
    }

    @Override
    public List<String> paths() {
        return router.paths();
    }

    @Override
    public Optional<Message> request(String path) {
        return router.request(path);
    }

    @Override
    public Answer ask(String path, ByteString request, long height) {
        try (OpenState state = open(height, false)) {
            Message answer = router.ask(state.context(), path, request);
            return new Answer(GoWire.complete(answer), state.height());
        } catch (RuntimeException e) {
            throw QueryAnswers.status(e);
        }
    }

    /** @throws ChainException if there is no such state */
    StateExport export(long height) {
        OpenState open = open(height, false);
        return new StateExport(wiring, open.state(), open.context());
    }

    <T> T read(Function<Context, T> question) {
        try (OpenState state = open(0, false)) {
            return question.apply(state.context());
        }
    }

    ResponseQuery query(RequestQuery request) {
        long height = request.getHeight() == 0 ? lastHeight() : request.getHeight();
        if (router.knows(request.getPath())) {
            return grpc(request, height);
        }
        List<String> path = Arrays.stream(request.getPath().split("/", -1))
                .filter(word -> !word.isEmpty())
                .toList();
        try {
            return switch (path.isEmpty() ? "" : path.getFirst()) {
                case "" -> throw SdkError.UNKNOWN_REQUEST.failure("no query path provided");
                case "app" -> app(path, request, height);
                case "store" -> storeKey(path, request, height);
                default -> throw SdkError.UNKNOWN_REQUEST.failure("unknown query path");
            };
        } catch (ChainException e) {
            return QueryAnswers.failure(e);
        } catch (RuntimeException e) {
            return QueryAnswers.failure(SdkError.PANIC.failure(e.toString()));
        }
    }

    private ResponseQuery grpc(RequestQuery request, long height) {
        OpenState state;
        try {
            state = open(height, request.getProve());
        } catch (ChainException e) {
            return QueryAnswers.failure(e);
        }
        try (state) {
            Message answer = router.ask(state.context(), request.getPath(), request.getData());
            return QueryAnswers.value(GoWire.encodeToByteString(answer), height);
        } catch (RuntimeException e) {
            return QueryAnswers.refusal(e, height);
        }
    }

    private ResponseQuery app(List<String> path, RequestQuery request, long height) {
        String what = path.size() < 2 ? "" : path.get(1);
        ByteString value = switch (what) {
            case "simulate" ->
                ByteString.copyFromUtf8(new ProtoJson(wiring.types()).print(simulation.answer(request.getData())));
            case "version" -> ByteString.copyFromUtf8(wiring.config().version());
            case "" ->
                throw SdkError.UNKNOWN_REQUEST.failure(
                        "expected second parameter to be either 'simulate' or 'version', neither was present");
            default -> throw SdkError.UNKNOWN_REQUEST.failure("unknown query: [" + String.join(" ", path) + "]");
        };
        return ResponseQuery.newBuilder()
                .setCodespace("sdk")
                .setHeight(height)
                .setValue(value)
                .build();
    }

    /** Reads a key of a module's store, {@code /store/bank/key}. */
    private ResponseQuery storeKey(List<String> path, RequestQuery request, long height) {
        if (height <= 1 && request.getProve()) {
            throw SdkError.INVALID_REQUEST.failure(
                    "cannot query with proof when height <= 1; please provide a valid height");
        }
        if (path.size() < 3 || !path.get(2).equals("key")) {
            throw StoreError.UNKNOWN_REQUEST.failure("unexpected query path: /"
                    + String.join("/", path.subList(Math.min(2, path.size()), path.size())));
        }
        String name = path.get(1);
        if (!wiring.stores().contains(name)) {
            throw StoreError.UNKNOWN_REQUEST.failure("no such store: " + name);
        }
        if (request.getData().isEmpty()) {
            throw StoreError.TX_DECODE.failure("query cannot be zero length");
        }
        if (request.getProve()) {
            return provenKey(name, request, height);
        }
        try (CommittedState state = stateAt(height)) {
            ResponseQuery.Builder response =
                    ResponseQuery.newBuilder().setKey(request.getData()).setHeight(height);
            state.store(name)
                    .get(request.getData().toByteArray())
                    .ifPresent(value -> response.setValue(ByteString.copyFrom(value)));
            return response.build();
        }
    }

    /** Light clients check this with the app hash in the header of the block after this height. */
    private ResponseQuery provenKey(String name, RequestQuery request, long height) {
        StoreProof proof = store.prove(height, name, request.getData().toByteArray())
                .orElseThrow(() -> StoreError.INVALID_REQUEST.failure(
                        "proof is unexpectedly empty; ensure height has not been pruned"));
        ResponseQuery.Builder response = ResponseQuery.newBuilder()
                .setKey(request.getData())
                .setHeight(height)
                .setProofOps(proof.ops());
        proof.value().ifPresent(value -> response.setValue(ByteString.copyFrom(value)));
        return response.build();
    }

    /** A committed state that is read, with everything a handler needs. */
    private record OpenState(CommittedState state, Context context, long height) implements AutoCloseable {
        @Override
        public void close() {
            state.close();
        }
    }

    private OpenState open(long requested, boolean prove) {
        if (requested < 0) {
            throw SdkError.INVALID_REQUEST.failure("cannot query with height < 0; please provide a valid height");
        }
        long last = lastHeight();
        if (last == 0) {
            throw SdkError.INVALID_HEIGHT.failure("WasmApp is not ready; please wait for first block");
        }
        if (requested > last) {
            throw SdkError.INVALID_HEIGHT.failure(
                    "cannot query with height in the future; please provide a valid height");
        }
        if (requested == 1 && prove) {
            throw SdkError.INVALID_REQUEST.failure(
                    "cannot query with proof when height <= 1; please provide a valid height");
        }
        long height = requested == 0 ? last : requested;
        CommittedState state = stateAt(height);
        Context context = Context.of(blockAt(height), ExecutionMode.CHECK, state.branch());
        return new OpenState(state, context, height);
    }

    private CommittedState stateAt(long height) {
        return store.at(height)
                .orElseThrow(() -> SdkError.NOT_FOUND.failure("failed to load state at height " + height
                        + "; version does not exist (latest height: " + lastHeight() + ")"));
    }

    private BlockInfo blockAt(long height) {
        BlockInfo block = newest.get();
        if (block.height() == height) {
            return block;
        }
        return BlockInfo.at(
                block.chainId(),
                height,
                BlockTimes.read(height, store.database()).orElse(block.time()));
    }

    private long lastHeight() {
        return store.lastCommit().map(Commit::version).orElse(0L);
    }
}
