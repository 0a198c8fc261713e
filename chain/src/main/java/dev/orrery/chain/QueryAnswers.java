package dev.orrery.chain;

import com.google.protobuf.ByteString;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.ErrorCode;
import dev.orrery.chain.error.QueryException;
import dev.orrery.chain.error.QueryStatus;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.gas.OutOfGasException;
import dev.orrery.proto.tendermint.abci.ResponseQuery;

/** How a query's answer or refusal reads over ABCI, and how a refusal reads over gRPC. Cosmos SDK baseapp/abci.go. */
final class QueryAnswers {
    private QueryAnswers() {}

    static ResponseQuery value(ByteString value, long height) {
        return ResponseQuery.newBuilder().setValue(value).setHeight(height).build();
    }

    static ResponseQuery failure(ChainException e) {
        return ResponseQuery.newBuilder()
                .setCode(e.kind().code())
                .setCodespace(e.kind().codespace())
                .setLog(e.text())
                .build();
    }

    /** A refusal by the handler of a gRPC method. */
    static ResponseQuery refusal(RuntimeException refusal, long height) {
        ChainException failure = switch (refusal) {
            case QueryException e -> kindOf(e.status()).failure(e.goText());
            case ChainException e when e.kind() == SdkError.INTERNAL -> SdkError.INVALID_REQUEST.failure(e.text());
            case ChainException e -> kindOf(e.kind().status()).failure(e.text());
            default -> SdkError.PANIC.failure(defect(refusal));
        };
        return failure(failure).toBuilder().setHeight(height).build();
    }

    private static ErrorCode kindOf(QueryStatus status) {
        return switch (status) {
            case NOT_FOUND -> SdkError.KEY_NOT_FOUND;
            case INVALID_ARGUMENT, FAILED_PRECONDITION -> SdkError.INVALID_REQUEST;
            case UNKNOWN, UNIMPLEMENTED, INTERNAL -> SdkError.UNKNOWN_REQUEST;
        };
    }

    /** The same refusal as a status of gRPC. */
    static QueryException status(RuntimeException refusal) {
        return switch (refusal) {
            case QueryException e -> e;
            case ChainException e -> e.asStatus();
            default -> QueryStatus.INTERNAL.failure("panic: " + defect(refusal));
        };
    }

    private static String defect(RuntimeException e) {
        return e instanceof OutOfGasException gas ? "{" + gas.location() + "}" : e.toString();
    }
}
