package dev.orrery.server.vmservice;

import com.google.protobuf.ByteString;
import dev.orrery.proto.vm.v1.CallRequest;
import dev.orrery.vm.Call;
import dev.orrery.vm.Checksum;
import dev.orrery.vm.EntryPoint;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the frame that begins a call. What is absent fails in the order in which libwasmvm looks at it. */
final class CallRequests {
    private static final Map<String, EntryPoint> ENTRY_POINTS = Arrays.stream(EntryPoint.values())
            .collect(Collectors.toUnmodifiableMap(EntryPoint::export, Function.identity()));

    private CallRequests() {}

    /** What a request comes to. */
    sealed interface Reading {}

    /** A call that can be made. */
    record Accepted(Call call) implements Reading {}

    /** A call that wasmvm would refuse in these words. */
    record Refused(String text) implements Reading {}

    /** Nothing that a chain can mean. */
    record Unknown(Status status) implements Reading {}

    static Reading read(CallRequest request) {
        EntryPoint entry = ENTRY_POINTS.get(request.getEntryPoint());
        if (entry == null) {
            return new Unknown(Status.INVALID_ARGUMENT.withDescription("no entry point has the name in entry_point"));
        }
        if (!request.hasChecksum()) {
            return new Refused(Failures.unset("checksum"));
        }
        if (request.getChecksum().size() != Checksum.LENGTH) {
            return new Refused(Failures.CHECKSUM_LENGTH);
        }
        List<byte[]> args = new ArrayList<>();
        for (Argument argument : arguments(entry, request)) {
            if (!argument.present()) {
                return new Refused(Failures.unset("arg" + (args.size() + 1)));
            }
            args.add(argument.value().toByteArray());
        }
        Checksum code = Checksum.of(request.getChecksum().toByteArray());
        return new Accepted(new Call(code, entry, args, request.getGasLimit(), request.getPrintDebug()));
    }

    private static List<Argument> arguments(EntryPoint entry, CallRequest request) {
        Argument env = new Argument(request.hasEnv(), request.getEnv());
        Argument msg = new Argument(request.hasMsg(), request.getMsg());
        return switch (entry) {
            case INSTANTIATE, EXECUTE -> List.of(env, new Argument(request.hasInfo(), request.getInfo()), msg);
            case MIGRATE ->
                request.hasMigrateInfo()
                        ? List.of(env, msg, new Argument(true, request.getMigrateInfo()))
                        : List.of(env, msg);
            default -> List.of(env, msg);
        };
    }

    private record Argument(boolean present, ByteString value) {}
}
