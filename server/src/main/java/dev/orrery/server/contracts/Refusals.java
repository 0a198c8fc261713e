package dev.orrery.server.contracts;

import com.google.protobuf.Any;
import com.google.rpc.Status;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.ErrorCode;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.wasm.WasmError;
import dev.orrery.proto.contracts.v1.Failure;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Failures as gRPC statuses. The one place that knows which is which. */
final class Refusals {
    private static final System.Logger LOG = System.getLogger(Refusals.class.getName());

    /** What the VM says when the gas is gone. VM.md §3.6. */
    private static final String OUT_OF_GAS = "Out of gas";

    private static final String OUT_OF_GAS_IN_HOST =
            "Error calling the VM: Error executing Wasm: Wasmer runtime error: RuntimeError: Ran out of gas during contract"
                    + " execution";

    /** What stands around the text of a panic in a log. Cosmos SDK baseapp/recovery.go. */
    private static final String RECOVERED = "recovered: ";

    private static final String PANIC = ": " + SdkError.PANIC.text();

    /**
     * What gRPC clients take as headers unless they are told otherwise; a status with its details is sent as such. Bytes. grpc-java
     * GrpcUtil: DEFAULT_MAX_HEADER_LIST_SIZE.
     */
    private static final int MAX_TRAILER_BYTES = 8192;

    /** Names of the trailers and their overhead in HTTP/2. Bytes. */
    private static final int OVERHEAD_BYTES = 400;

    private Refusals() {}

    /** A request that makes no sense; the text names the field. */
    static StatusRuntimeException invalid(String text) {
        return io.grpc.Status.INVALID_ARGUMENT.withDescription(text).asRuntimeException();
    }

    static StatusRuntimeException of(RuntimeException failure) {
        return switch (failure) {
            case StatusRuntimeException ready -> ready;
            case FailedCallException call -> of(call.failure());
            case ChainException refused ->
                of(Failure.newBuilder()
                        .setCodespace(refused.kind().codespace())
                        .setCode(refused.kind().code())
                        .setLog(refused.text())
                        .build());
            default -> {
                LOG.log(Level.ERROR, "A call broke the server's own expectations", failure);
                yield status(Code.INTERNAL, String.valueOf(failure.getMessage()), Failure.getDefaultInstance());
            }
        };
    }

    private static StatusRuntimeException of(Failure failure) {
        Optional<WasmError> wasm = Arrays.stream(WasmError.values())
                .filter(kind -> is(failure, kind))
                .findFirst();
        if (wasm.isPresent()) {
            String text = exactText(wasm.get(), failure.getLog());
            return status(codeOf(wasm.get(), text), text, failure);
        }
        if (is(failure, SdkError.OUT_OF_GAS)) {
            return status(Code.RESOURCE_EXHAUSTED, OUT_OF_GAS, failure);
        }
        if (is(failure, SdkError.PANIC)) {
            String text = failure.getLog();
            int from = text.startsWith(RECOVERED) ? RECOVERED.length() : 0;
            int to = text.endsWith(PANIC) ? text.length() - PANIC.length() : text.length();
            return status(Code.ABORTED, text.substring(from, to), failure);
        }
        Code code = is(failure, SdkError.UNAUTHORIZED)
                ? Code.PERMISSION_DENIED
                : is(failure, SdkError.INSUFFICIENT_FUNDS) ? Code.FAILED_PRECONDITION : Code.INVALID_ARGUMENT;
        return status(code, failure.getLog(), failure);
    }

    private static boolean is(Failure failure, ErrorCode kind) {
        return failure.getCode() == kind.code() && failure.getCodespace().equals(kind.codespace());
    }

    /** Texts that would not get through are cut, the less important one first. */
    private static StatusRuntimeException status(Code code, String text, Failure details) {
        Status whole = statusOf(code, text, details);
        if (trailerBytes(whole) <= MAX_TRAILER_BYTES) {
            return StatusProto.toStatusRuntimeException(whole);
        }
        Failure numbers = details.toBuilder().clearLog().build();
        Status shown = statusOf(code, text, numbers);
        String suffix = " … (" + text.length() + " characters in all)";
        for (int kept = text.length(); trailerBytes(shown) > MAX_TRAILER_BYTES; ) {
            kept = text.offsetByCodePoints(0, text.codePointCount(0, kept) * 3 / 4);
            shown = statusOf(code, text.substring(0, kept) + suffix, numbers);
        }
        return StatusProto.toStatusRuntimeException(shown);
    }

    private static Status statusOf(Code code, String text, Failure details) {
        return Status.newBuilder()
                .setCode(code.value())
                .setMessage(text)
                .addDetails(Any.pack(details))
                .build();
    }

    /** The text goes once percent-encoded, and once more with the details in base64. */
    private static int trailerBytes(Status status) {
        int encoded = 0;
        for (byte unit : status.getMessage().getBytes(StandardCharsets.UTF_8)) {
            encoded += unit >= ' ' && unit <= '~' && unit != '%' ? 1 : 3;
        }
        return encoded + (status.getSerializedSize() + 2) / 3 * 4 + OVERHEAD_BYTES;
    }

    private static Code codeOf(WasmError kind, String text) {
        return switch (kind) {
            case NO_SUCH_CONTRACT, NO_SUCH_CODE -> Code.NOT_FOUND;
            case VM -> ranOutOfGas(text) ? Code.RESOURCE_EXHAUSTED : Code.ABORTED;
            case CREATE_FAILED -> ranOutOfGas(text) ? Code.RESOURCE_EXHAUSTED : Code.INVALID_ARGUMENT;
            case INSTANTIATE_FAILED, EXECUTE_FAILED, MIGRATION_FAILED, QUERY_FAILED -> Code.FAILED_PRECONDITION;
            case DUPLICATE, ACCOUNT_EXISTS -> Code.ALREADY_EXISTS;
            case INVALID_EVENT, MAX_CALL_DEPTH, MAX_QUERY_STACK_SIZE -> Code.ABORTED;
            default -> Code.INVALID_ARGUMENT;
        };
    }

    private static boolean ranOutOfGas(String text) {
        return text.equals(OUT_OF_GAS) || text.equals(OUT_OF_GAS_IN_HOST);
    }

    /** What the VM or the contract said, without what the chain adds to it. What doesn't exist nobody said. */
    private static String exactText(WasmError kind, String log) {
        String added = ": " + kind.text();
        boolean said = kind != WasmError.NO_SUCH_CONTRACT && kind != WasmError.NO_SUCH_CODE && log.endsWith(added);
        return said ? log.substring(0, log.length() - added.length()) : log;
    }
}
