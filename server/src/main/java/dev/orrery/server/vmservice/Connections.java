package dev.orrery.server.vmservice;

import dev.orrery.proto.vm.v1.VmGrpc;
import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Set;

/** Tells {@code Open} and {@code Calls} on which connection they are called, and the handles when a connection is lost. */
final class Connections extends ServerTransportFilter implements ServerInterceptor {
    private static final Attributes.Key<Handles.Connection> ATTRIBUTE = Attributes.Key.create("connection");
    private static final Context.Key<Handles.Connection> CURRENT = Context.key("connection");

    /** Those that want to know. */
    private static final Set<String> METHODS = Set.of(
            VmGrpc.getOpenMethod().getFullMethodName(), VmGrpc.getCallsMethod().getFullMethodName());

    private final Handles handles;

    Connections(Handles handles) {
        this.handles = handles;
    }

    /** The connection of the request that is being served on this thread. */
    static Handles.Connection current() {
        return CURRENT.get();
    }

    @Override
    public Attributes transportReady(Attributes attributes) {
        Handles.Connection connection =
                new Handles.Connection(isLocal(attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)));
        return attributes.toBuilder().set(ATTRIBUTE, connection).build();
    }

    /** Whether the peer is on this machine: what isn't an internet address is a unix socket. */
    private static boolean isLocal(SocketAddress peer) {
        return !(peer instanceof InetSocketAddress internet)
                || internet.getAddress().isLoopbackAddress();
    }

    @Override
    public void transportTerminated(Attributes attributes) {
        Handles.Connection connection = attributes == null ? null : attributes.get(ATTRIBUTE);
        if (connection != null) {
            handles.lost(connection);
        }
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        if (!METHODS.contains(call.getMethodDescriptor().getFullMethodName())) {
            return next.startCall(call, headers);
        }
        Context context =
                Context.current().withValue(CURRENT, call.getAttributes().get(ATTRIBUTE));
        return Contexts.interceptCall(context, call, headers, next);
    }
}
