package dev.orrery.server.devnet;

import dev.orrery.server.grpc.ListenAddress;
import dev.orrery.server.http.Caller;
import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import java.util.Optional;

/** Whether those may act without keys who reach the chain by an address. */
public enum Powers {
    /** Those who come from anywhere. */
    FOR_ALL,
    /** Those on this machine. */
    LOCAL,
    REFUSED;

    private static final String LOOPBACK_ONLY =
            "acting without keys is for loopback addresses only, unless the chain is started with --remote-powers";

    private static final String NO_PAGES =
            "acting without keys is not for web pages of other origins, nor by a URL alone: send JSON-RPC by POST";

    /** @param anywhere whether they are granted on every address */
    public static Powers on(ListenAddress address, boolean anywhere) {
        if (anywhere) {
            return FOR_ALL;
        }
        boolean local = switch (address) {
            case ListenAddress.Unix ignored -> true;
            case ListenAddress.Tcp tcp -> tcp.isLoopback();
        };
        return local ? LOCAL : REFUSED;
    }

    /** What a caller by HTTP is told who may not; empty for one who may. */
    public Optional<String> refusal(Caller caller) {
        if (this == REFUSED || (this == LOCAL && !caller.isForLoopback())) {
            return Optional.of(LOOPBACK_ONLY);
        }
        return caller.isForeignPage() ? Optional.of(NO_PAGES) : Optional.empty();
    }

    /** The service, if its callers may. */
    public BindableService guard(BindableService service) {
        return switch (this) {
            case FOR_ALL, LOCAL -> service;
            case REFUSED -> () -> ServerInterceptors.intercept(service, new Refusing());
        };
    }

    private static final class Refusing implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            call.close(Status.PERMISSION_DENIED.withDescription(LOOPBACK_ONLY), new Metadata());
            return new ServerCall.Listener<>() {};
        }
    }
}
