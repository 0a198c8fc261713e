package dev.orrery.server.vmservice;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.orrery.proto.vm.v1.Canonicalize;
import dev.orrery.proto.vm.v1.Debug;
import dev.orrery.proto.vm.v1.Delete;
import dev.orrery.proto.vm.v1.Get;
import dev.orrery.proto.vm.v1.HostRequest;
import dev.orrery.proto.vm.v1.HostResponse;
import dev.orrery.proto.vm.v1.HostStatus;
import dev.orrery.proto.vm.v1.Humanize;
import dev.orrery.proto.vm.v1.Next;
import dev.orrery.proto.vm.v1.NextKey;
import dev.orrery.proto.vm.v1.NextValue;
import dev.orrery.proto.vm.v1.Query;
import dev.orrery.proto.vm.v1.Scan;
import dev.orrery.proto.vm.v1.Set;
import dev.orrery.proto.vm.v1.Validate;
import dev.orrery.vm.AddressApi;
import dev.orrery.vm.Backend;
import dev.orrery.vm.BackendError;
import dev.orrery.vm.BackendResult;
import dev.orrery.vm.Querier;
import dev.orrery.vm.Storage;
import dev.orrery.vm.abi.Utf8;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The world of one call, asked for question by question over its stream. On the thread of the call; hot path. libwasmvm
 * storage.rs, iterator.rs, api.rs, querier.rs.
 */
final class RemoteBackend implements Storage, AddressApi, Querier, Backend.DebugSink {
    private static final BackendError UNSET_OUTPUT = new BackendError.Unknown("Unset output");

    private static final String NEXT_FAILED = "Failed to fetch next item from iterator";

    private final Chain chain;

    /** The chain's number of each iterator; the VM's is the place in this list. */
    private final List<Long> iterators = new ArrayList<>();

    RemoteBackend(Chain chain) {
        this.chain = chain;
    }

    // ---- storage and queries: gas counts as used externally ----

    @Override
    public BackendResult<Optional<byte[]>> get(byte[] key) {
        HostResponse answer =
                ask(HostRequest.newBuilder().setGet(Get.newBuilder().setKey(wrap(key))));
        return metered(answer, RemoteBackend::value, () -> "Failed to read a key in the db: " + Utf8.lossy(key));
    }

    @Override
    public BackendResult<Done> set(byte[] key, byte[] value) {
        HostResponse answer = ask(HostRequest.newBuilder()
                .setSet(Set.newBuilder().setKey(wrap(key)).setValue(wrap(value))));
        return metered(answer, r -> Done.DONE, () -> "Failed to set a key in the db: " + Utf8.lossy(key));
    }

    @Override
    public BackendResult<Done> remove(byte[] key) {
        HostResponse answer =
                ask(HostRequest.newBuilder().setDelete(Delete.newBuilder().setKey(wrap(key))));
        return metered(answer, r -> Done.DONE, () -> "Failed to delete a key in the db: " + Utf8.lossy(key));
    }

    @Override
    public BackendResult<Integer> scan(Optional<byte[]> start, Optional<byte[]> end, Order order) {
        Scan.Builder scan = Scan.newBuilder().setOrder(direction(order));
        start.ifPresent(bound -> scan.setStart(wrap(bound)));
        end.ifPresent(bound -> scan.setEnd(wrap(bound)));
        HostResponse answer = ask(HostRequest.newBuilder().setScan(scan));
        return metered(answer, this::remember, () -> "Failed to read the next key");
    }

    private static dev.orrery.proto.vm.v1.Order direction(Order order) {
        return switch (order) {
            case ASCENDING -> dev.orrery.proto.vm.v1.Order.ORDER_ASCENDING;
            case DESCENDING -> dev.orrery.proto.vm.v1.Order.ORDER_DESCENDING;
        };
    }

    private Integer remember(HostResponse answer) {
        iterators.add(answer.getIterator());
        return iterators.size() - 1;
    }

    @Override
    public BackendResult<Optional<Entry>> next(int iterator) {
        if (isUnknown(iterator)) {
            return noSuchIterator(iterator);
        }
        HostResponse answer =
                ask(HostRequest.newBuilder().setNext(Next.newBuilder().setIterator(iterators.get(iterator))));
        if (answer.getStatus() == HostStatus.HOST_STATUS_OK && answer.hasKey() && !answer.hasValue()) {
            BackendError halved = new BackendError.Unknown("Failed to read value while reading the next key in the db");
            return new BackendResult.Err<>(halved, 0, external(answer));
        }
        return metered(answer, RemoteBackend::entry, () -> NEXT_FAILED);
    }

    @Override
    public BackendResult<Optional<byte[]>> nextKey(int iterator) {
        if (isUnknown(iterator)) {
            return noSuchIterator(iterator);
        }
        HostResponse answer =
                ask(HostRequest.newBuilder().setNextKey(NextKey.newBuilder().setIterator(iterators.get(iterator))));
        return metered(answer, RemoteBackend::key, () -> NEXT_FAILED);
    }

    @Override
    public BackendResult<Optional<byte[]>> nextValue(int iterator) {
        if (isUnknown(iterator)) {
            return noSuchIterator(iterator);
        }
        HostResponse answer =
                ask(HostRequest.newBuilder().setNextValue(NextValue.newBuilder().setIterator(iterators.get(iterator))));
        return metered(answer, RemoteBackend::value, () -> NEXT_FAILED);
    }

    private boolean isUnknown(int iterator) {
        return Integer.compareUnsigned(iterator, iterators.size()) >= 0;
    }

    private static <T> BackendResult<T> noSuchIterator(int iterator) {
        return new BackendResult.Err<>(new BackendError.IteratorDoesNotExist(iterator), 0, 0);
    }

    @Override
    public BackendResult<byte[]> query(byte[] request, long gasLimit) {
        HostResponse answer = ask(HostRequest.newBuilder()
                .setQuery(Query.newBuilder().setRequest(wrap(request)).setGasLimit(gasLimit)));
        return metered(
                answer,
                r -> r.getValue().toByteArray(),
                () -> "Failed to query another contract with this request: " + Utf8.lossy(request));
    }

    private static <T> BackendResult<T> metered(
            HostResponse answer, Function<HostResponse, T> read, Supplier<String> noText) {
        return answer.getStatus() == HostStatus.HOST_STATUS_OK
                ? new BackendResult.Ok<>(read.apply(answer), 0, external(answer))
                : new BackendResult.Err<>(HostErrors.of(answer, noText), 0, external(answer));
    }

    private static long external(HostResponse answer) {
        return WriteBehind.saturatingAdd(WriteBehind.gasOf(answer.getWrites()), answer.getGasUsed());
    }

    // ---- addresses: their price counts as used internally, external is what writes used that came with the question
    // ----

    @Override
    public BackendResult<Done> validate(String human) {
        HostResponse answer =
                ask(HostRequest.newBuilder().setValidate(Validate.newBuilder().setHuman(human)));
        return answer.getStatus() == HostStatus.HOST_STATUS_OK
                ? new BackendResult.Ok<>(Done.DONE, answer.getCost(), WriteBehind.gasOf(answer.getWrites()))
                : priced(HostErrors.of(answer, () -> "Failed to validate the address: " + human), answer);
    }

    @Override
    public BackendResult<byte[]> canonicalize(String human) {
        HostResponse answer = ask(HostRequest.newBuilder()
                .setCanonicalize(Canonicalize.newBuilder().setHuman(human)));
        if (answer.getStatus() != HostStatus.HOST_STATUS_OK) {
            return priced(HostErrors.of(answer, () -> "Failed to canonicalize the address: " + human), answer);
        }
        return answer.hasValue()
                ? new BackendResult.Ok<>(
                        answer.getValue().toByteArray(), answer.getCost(), WriteBehind.gasOf(answer.getWrites()))
                : priced(UNSET_OUTPUT, answer);
    }

    @Override
    public BackendResult<String> humanize(byte[] canonical) {
        HostResponse answer =
                ask(HostRequest.newBuilder().setHumanize(Humanize.newBuilder().setCanonical(wrap(canonical))));
        if (answer.getStatus() != HostStatus.HOST_STATUS_OK) {
            return priced(HostErrors.of(answer, () -> "Failed to humanize the address: " + hex(canonical)), answer);
        }
        if (!answer.hasValue()) {
            return priced(UNSET_OUTPUT, answer);
        }
        Optional<String> human = Utf8.strict(answer.getValue().toByteArray());
        return human.isPresent()
                ? new BackendResult.Ok<>(human.get(), answer.getCost(), WriteBehind.gasOf(answer.getWrites()))
                : priced(new BackendError.InvalidUtf8(), answer);
    }

    private static <T> BackendResult<T> priced(BackendError error, HostResponse answer) {
        return new BackendResult.Err<>(error, answer.getCost(), WriteBehind.gasOf(answer.getWrites()));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }

    // ---- debugging ----

    @Override
    public void print(String message, long gasRemaining) {
        chain.tell(HostRequest.newBuilder()
                .setDebug(Debug.newBuilder().setText(message).setGasRemaining(gasRemaining))
                .build());
    }

    // ---- frames ----

    private HostResponse ask(HostRequest.Builder request) {
        return chain.ask(request.build());
    }

    /** Without a copy: nobody writes to what the VM has read out of a contract. */
    private static ByteString wrap(byte[] bytes) {
        return UnsafeByteOperations.unsafeWrap(bytes);
    }

    private static Optional<byte[]> key(HostResponse answer) {
        return answer.hasKey() ? Optional.of(answer.getKey().toByteArray()) : Optional.empty();
    }

    private static Optional<byte[]> value(HostResponse answer) {
        return answer.hasValue() ? Optional.of(answer.getValue().toByteArray()) : Optional.empty();
    }

    private static Optional<Entry> entry(HostResponse answer) {
        return key(answer).map(key -> new Entry(key, answer.getValue().toByteArray()));
    }
}
