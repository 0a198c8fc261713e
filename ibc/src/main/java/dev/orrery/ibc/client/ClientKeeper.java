package dev.orrery.ibc.client;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcError;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.IbcStore;
import dev.orrery.ibc.PrefixedStore;
import dev.orrery.ibc.host.Counter;
import dev.orrery.ibc.host.Identifiers;
import dev.orrery.ibc.host.PathsV1;
import dev.orrery.proto.ibc.core.client.v1.Params;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Light clients of other chains: their state, and which code serves which. Keeps nothing itself; the state is in the context. ibc-go
 * 02-client keeper/keeper.go.
 */
public final class ClientKeeper {
    private static final Counter NEXT_CLIENT = new Counter(PathsV1.NEXT_CLIENT);

    private final Map<String, LightClient> lights = new HashMap<>();
    private final List<ClientKind> kinds;

    /** @param localhost serves the chain's view of itself, which nobody creates */
    public ClientKeeper(LightClient localhost, List<ClientKind> kinds) {
        this.kinds = List.copyOf(kinds);
        lights.put(localhost.clientType(), localhost);
        for (ClientKind kind : kinds) {
            lights.put(kind.light().clientType(), kind.light());
        }
    }

    /** Puts down where counting begins, and the parameters. */
    public void initialize(IbcContext ctx, long nextClient, Params params) {
        NEXT_CLIENT.set(ctx, nextClient);
        setParams(ctx, params);
    }

    /** The number of the next client. */
    long nextClient(IbcContext ctx) {
        return NEXT_CLIENT.get(ctx).orElse(0);
    }

    /**
     * The kind whose client state this is.
     *
     * @throws IbcException if no kind has such a state
     */
    public ClientKind kindOf(Any clientState) {
        return kinds.stream()
                .filter(kind -> kind.stateUrl().equals(clientState.getTypeUrl()))
                .findFirst()
                .orElseThrow(() -> cannotUnpack(clientState, "ClientState"));
    }

    /** Refuses what no kind of client understands. */
    public void checkMessage(Any message) {
        if (kinds.stream().noneMatch(kind -> kind.hears(message.getTypeUrl()))) {
            throw cannotUnpack(message, "ClientMessage");
        }
    }

    static IbcException cannotUnpack(Any any, String what) {
        return IbcError.UNPACK_ANY.failure("cannot unpack Any into " + what + " " + any.getTypeUrl());
    }

    String newId(IbcContext ctx, String clientType) {
        return clientType + "-" + Long.toUnsignedString(NEXT_CLIENT.next(ctx));
    }

    /**
     * The code that serves a client.
     *
     * @throws IbcException if the name is no client's, or its kind isn't wanted or known
     */
    LightClient lightOf(IbcContext ctx, String clientId) {
        String type = Identifiers.clientType(clientId);
        if (!ClientParams.allows(params(ctx), type)) {
            throw ClientError.INVALID_CLIENT_TYPE.failure(
                    "client (" + clientId + ") type " + type + " is not in the allowed client list");
        }
        return Optional.ofNullable(lights.get(type)).orElseThrow(() -> ClientError.ROUTE_NOT_FOUND.failure(clientId));
    }

    /** A client as its light client sees it. The localhost looks into IBC's whole store: its state is the chain's. */
    ClientContext contextOf(IbcContext ctx, String clientId) {
        IbcStore store = clientId.equals(Identifiers.LOCALHOST_CLIENT) ? ctx.store() : clientStore(ctx, clientId);
        return new ClientContext(clientId, store, ctx.clock());
    }

    /** What is kept for one client. */
    public IbcStore clientStore(IbcContext ctx, String clientId) {
        return new PrefixedStore(ctx.store(), PathsV1.client(clientId));
    }

    public ClientStatus status(IbcContext ctx, String clientId) {
        LightClient light;
        try {
            light = lightOf(ctx, clientId);
        } catch (IbcException notServed) {
            return ClientStatus.UNAUTHORIZED;
        }
        return light.status(contextOf(ctx, clientId));
    }

    /** Zero for clients that nobody serves. */
    public Height latestHeight(IbcContext ctx, String clientId) {
        LightClient light;
        try {
            light = lightOf(ctx, clientId);
        } catch (IbcException notServed) {
            return Height.ZERO;
        }
        return light.latestHeight(contextOf(ctx, clientId));
    }

    /** Nanoseconds since the epoch, unsigned. */
    public long timestampAt(IbcContext ctx, String clientId, Height height) {
        return lightOf(ctx, clientId).timestampAt(contextOf(ctx, clientId), height);
    }

    /** Refuses unless an active client shows that {@code path} has {@code value}. */
    public void verifyMembership(
            IbcContext ctx, String clientId, Height height, Delay delay, byte[] proof, MerklePath path, byte[] value) {
        LightClient light = active(ctx, clientId, "membership");
        light.verifyMembership(contextOf(ctx, clientId), height, delay, proof, path, value);
    }

    /** Refuses unless an active client shows that there is nothing at {@code path}. */
    public void verifyNonMembership(
            IbcContext ctx, String clientId, Height height, Delay delay, byte[] proof, MerklePath path) {
        LightClient light = active(ctx, clientId, "non membership");
        light.verifyNonMembership(contextOf(ctx, clientId), height, delay, proof, path);
    }

    private LightClient active(IbcContext ctx, String clientId, String what) {
        LightClient light = lightOf(ctx, clientId);
        ClientStatus status = light.status(contextOf(ctx, clientId));
        if (status != ClientStatus.ACTIVE) {
            throw ClientError.CLIENT_NOT_ACTIVE.failure(
                    "cannot call verify " + what + " on client (" + clientId + ") with status " + status.word());
        }
        return light;
    }

    public Optional<Any> clientState(IbcContext ctx, String clientId) {
        return clientStore(ctx, clientId).get(PathsV1.clientState()).map(ClientKeeper::any);
    }

    public Optional<Any> consensusState(IbcContext ctx, String clientId, Height height) {
        return clientStore(ctx, clientId).get(PathsV1.consensusState(height)).map(ClientKeeper::any);
    }

    static Any any(byte[] stored) {
        try {
            return Any.parseFrom(stored);
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("stored client or consensus state", broken);
        }
    }

    public Optional<byte[]> creator(IbcContext ctx, String clientId) {
        return clientStore(ctx, clientId).get(PathsV1.creator());
    }

    public void setCreator(IbcContext ctx, String clientId, byte[] creator) {
        clientStore(ctx, clientId).set(PathsV1.creator(), creator);
    }

    public void deleteCreator(IbcContext ctx, String clientId) {
        clientStore(ctx, clientId).delete(PathsV1.creator());
    }

    public Params params(IbcContext ctx) {
        byte[] stored = ctx.store()
                .get(PathsV1.CLIENT_PARAMS)
                .orElseThrow(() -> new IllegalStateException("client params are not set in store"));
        try {
            return Params.parseFrom(stored);
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException("stored client params", broken);
        }
    }

    public void setParams(IbcContext ctx, Params params) {
        ctx.store().set(PathsV1.CLIENT_PARAMS, params.toByteArray());
    }
}
