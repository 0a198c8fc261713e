package dev.orrery.server.contracts;

import com.google.protobuf.Any;
import com.google.rpc.Status;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.ErrorCode;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.gas.OutOfGasException;
import dev.orrery.chain.wasm.ContractPanicException;
import dev.orrery.chain.wasm.WasmError;
import dev.orrery.chain.wasm.WasmSystemError;
import dev.orrery.proto.contracts.v1.Failure;
import dev.orrery.proto.contracts.v1.Gas;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Failures as gRPC statuses. The one place that knows which is which. */
final class Refusals {
    private static final System.Logger LOG = System.getLogger(Refusals.class.getName());

    /** What the VM says when the gas is gone. VM.md §3.6. */
    private static final String OUT_OF_GAS = "Out of gas";

    private static final String OUT_OF_GAS_IN_HOST =
            "Error calling the VM: Error executing Wasm: Wasmer runtime error: RuntimeError: Ran out of gas during contract"
                    + " execution";

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
        return failure instanceof CallFailedException call
                ? of((RuntimeException) call.getCause(), Optional.of(Answers.gas(call.gas(), call.ctx())))
                : of(failure, Optional.empty());
    }

    private static StatusRuntimeException of(RuntimeException cause, Optional<Gas> gas) {
        return switch (cause) {
            case StatusRuntimeException ready -> ready;
            case ChainException refused ->
                status(codeOf(refused), exactText(refused), failure(refused.kind(), refused.text(), gas));
            case OutOfGasException spent ->
                status(
                        Code.RESOURCE_EXHAUSTED,
                        OUT_OF_GAS,
                        failure(SdkError.OUT_OF_GAS, "out of gas in location: " + spent.location(), gas));
            case ContractPanicException panic ->
                status(
                        Code.ABORTED,
                        panic.getMessage(),
                        failure(SdkError.PANIC, "recovered: " + panic.getMessage(), gas));
            default -> {
                LOG.log(Level.ERROR, "A call broke the server's own expectations", cause);
                yield status(Code.INTERNAL, String.valueOf(cause.getMessage()), Failure.getDefaultInstance());
            }
        };
    }

    private static Failure failure(ErrorCode kind, String log, Optional<Gas> gas) {
        Failure.Builder failure = Failure.newBuilder()
                .setCodespace(kind.codespace())
                .setCode(kind.code())
                .setLog(log);
        gas.ifPresent(failure::setGas);
        return failure.build();
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

    private static Code codeOf(ChainException refused) {
        ErrorCode kind = refused.kind();
        if (kind instanceof WasmSystemError) {
            return Code.NOT_FOUND;
        }
        return switch (kind) {
            case WasmError.VM -> ranOutOfGas(refused) ? Code.RESOURCE_EXHAUSTED : Code.ABORTED;
            case WasmError.CREATE_FAILED -> ranOutOfGas(refused) ? Code.RESOURCE_EXHAUSTED : Code.INVALID_ARGUMENT;
            case WasmError.INSTANTIATE_FAILED,
                    WasmError.EXECUTE_FAILED,
                    WasmError.MIGRATION_FAILED,
                    WasmError.QUERY_FAILED -> Code.FAILED_PRECONDITION;
            case WasmError.DUPLICATE, WasmError.ACCOUNT_EXISTS -> Code.ALREADY_EXISTS;
            case WasmError.INVALID_EVENT, WasmError.MAX_CALL_DEPTH, WasmError.MAX_QUERY_STACK_SIZE -> Code.ABORTED;
            case SdkError.UNAUTHORIZED -> Code.PERMISSION_DENIED;
            default -> Code.INVALID_ARGUMENT;
        };
    }

    private static boolean ranOutOfGas(ChainException refused) {
        String text = exactText(refused);
        return text.equals(OUT_OF_GAS) || text.equals(OUT_OF_GAS_IN_HOST);
    }

    /** What the VM or the contract said, without what the chain adds to it. */
    private static String exactText(ChainException refused) {
        String added = ": " + refused.kind().text();
        boolean said = refused.kind() instanceof WasmError && refused.text().endsWith(added);
        return said ? refused.text().substring(0, refused.text().length() - added.length()) : refused.text();
    }
}
