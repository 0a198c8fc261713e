package dev.orrery.server.cli.contracts;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.proto.contracts.v1.Failure;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Optional;

/** A server's refusal as a user reads it: the exact text, and below it what the call had used. */
final class FailureText {
    private FailureText() {}

    static String of(StatusRuntimeException e) {
        String text = Optional.ofNullable(e.getStatus().getDescription())
                .orElse(e.getStatus().getCode().toString());
        return details(e)
                .filter(Failure::hasGas)
                .map(failure -> text + System.lineSeparator() + "gas    " + Printing.gas(failure.getGas()))
                .orElse(text);
    }

    private static Optional<Failure> details(StatusRuntimeException e) {
        com.google.rpc.Status status = StatusProto.fromThrowable(e);
        if (status == null) {
            return Optional.empty();
        }
        for (Any detail : status.getDetailsList()) {
            if (detail.is(Failure.class)) {
                try {
                    return Optional.of(detail.unpack(Failure.class));
                } catch (InvalidProtocolBufferException malformed) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }
}
