package dev.orrery.server.devnet;

import dev.orrery.server.grpc.ListenAddress;
import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;

/** Whether those may act without keys who reach the chain by an address. */
public enum Powers {
    GRANTED,
    REFUSED;

    /** What those are told who may not. */
    public static final String REFUSAL =
            "acting without keys is for loopback addresses only, unless the chain is started with --remote-powers";

    /** @param anywhere whether they are granted on every address */
    public static Powers on(ListenAddress address, boolean anywhere) {
        boolean local = switch (address) {
            case ListenAddress.Unix ignored -> true;
            case ListenAddress.Tcp tcp -> tcp.isLoopback();
        };
        return local || anywhere ? GRANTED : REFUSED;
    }

    /** The service, if its callers may. */
    public BindableService guard(BindableService service) {
        return switch (this) {
            case GRANTED -> service;
            case REFUSED -> () -> ServerInterceptors.intercept(service, new Refusing());
        };
    }

    private static final class Refusing implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            call.close(Status.PERMISSION_DENIED.withDescription(REFUSAL), new Metadata());
            return new ServerCall.Listener<>() {};
        }
    }
}
