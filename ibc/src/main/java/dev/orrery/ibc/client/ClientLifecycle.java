package dev.orrery.ibc.client;

import com.google.protobuf.Any;
import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcEvent;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.host.Identifiers;
import java.util.List;
import java.util.stream.Collectors;

/** What happens to a client from its creation on. ibc-go 02-client keeper/client.go. */
public record ClientLifecycle(ClientKeeper clients) {
    private static final String MODULE = "ibc_client";

    /** Begins a client. Returns its name. */
    public String create(IbcContext ctx, Any clientState, Any consensusState) {
        String type = clients.kindOf(clientState).light().clientType();
        String id = clients.newId(ctx, type);
        LightClient light = clients.lightOf(ctx, id);
        ClientContext client = clients.contextOf(ctx, id);
        light.initialize(
                client,
                clientState.getValue().toByteArray(),
                consensusState.getValue().toByteArray());
        requireActive(light, client, "create");
        emit(ctx, "create_client", id, type, light.latestHeight(client));
        return id;
    }

    /** Brings a client forward, or freezes it if the other chain misbehaved. */
    public void update(IbcContext ctx, String id, Any message) {
        LightClient light = clients.lightOf(ctx, id);
        ClientContext client = clients.contextOf(ctx, id);
        requireActive(light, client, "update");
        light.verifyClientMessage(client, message);
        String type = Identifiers.clientType(id);
        if (light.isMisbehaviour(client, message)) {
            light.freeze(client, message);
            ctx.events().emit(IbcEvent.of("client_misbehaviour", "client_id", id, "client_type", type), MODULE);
            return;
        }
        List<Height> heights = light.update(client, message);
        String first = heights.isEmpty() ? "" : heights.getFirst().toString();
        String all = heights.stream().map(Height::toString).collect(Collectors.joining(","));
        ctx.events()
                .emit(
                        IbcEvent.of(
                                "update_client",
                                "client_id",
                                id,
                                "client_type",
                                type,
                                "consensus_height",
                                first,
                                "consensus_heights",
                                all),
                        MODULE);
    }

    /**
     * Brings a client forward where no block is made yet, so that what follows can be tried: misbehaviour isn't looked for. ibc-go
     * core/ante/ante.go: updateClientCheckTx.
     *
     * @param verified whether the message was verified before
     */
    public void updateAhead(IbcContext ctx, String id, Any message, boolean verified) {
        ClientStatus status = clients.status(ctx, id);
        if (status != ClientStatus.ACTIVE) {
            throw notActive("update", id, status);
        }
        LightClient light = clients.lightOf(ctx, id);
        ClientContext client = clients.contextOf(ctx, id);
        if (!verified) {
            light.verifyClientMessage(client, message);
        }
        light.update(client, message);
    }

    public void upgrade(
            IbcContext ctx, String id, Any newClient, Any newConsensus, byte[] clientProof, byte[] consensusProof) {
        LightClient light = clients.lightOf(ctx, id);
        ClientContext client = clients.contextOf(ctx, id);
        requireActive(light, client, "upgrade");
        try {
            light.upgrade(
                    client,
                    newClient.getValue().toByteArray(),
                    newConsensus.getValue().toByteArray(),
                    clientProof,
                    consensusProof);
        } catch (IbcException refused) {
            throw refused.in("cannot upgrade client with ID " + id);
        }
        emit(ctx, "upgrade_client", id, Identifiers.clientType(id), light.latestHeight(client));
    }

    /** Continues a client that can't be used any more with the state of another. */
    public void recover(IbcContext ctx, String subject, String substitute) {
        LightClient light;
        try {
            light = clients.lightOf(ctx, subject);
        } catch (IbcException notServed) {
            throw ClientError.ROUTE_NOT_FOUND.failure(subject);
        }
        ClientContext broken = clients.contextOf(ctx, subject);
        ClientContext sound = clients.contextOf(ctx, substitute);
        ClientStatus status = light.status(broken);
        if (status == ClientStatus.ACTIVE) {
            throw ClientError.INVALID_RECOVERY_CLIENT.failure(
                    "cannot recover subject client (" + subject + ") with status " + status.word());
        }
        ClientStatus other = light.status(sound);
        if (other != ClientStatus.ACTIVE) {
            throw ClientError.CLIENT_NOT_ACTIVE.failure(
                    "cannot recover client using substitute client (" + substitute + ") with status " + other.word());
        }
        Height subjectHeight = light.latestHeight(broken);
        Height substituteHeight = light.latestHeight(sound);
        if (subjectHeight.compareTo(substituteHeight) >= 0) {
            throw ClientError.INVALID_HEIGHT.failure(
                    "subject client state latest height is greater or equal to substitute client state latest height ("
                            + subjectHeight + " >= " + substituteHeight + ")");
        }
        light.recover(broken, sound);
        ctx.events()
                .emit(
                        IbcEvent.of(
                                "recover_client",
                                "subject_client_id",
                                subject,
                                "client_type",
                                Identifiers.clientType(subject)),
                        MODULE);
    }

    private static void requireActive(LightClient light, ClientContext client, String verb) {
        ClientStatus status = light.status(client);
        if (status != ClientStatus.ACTIVE) {
            throw notActive(verb, client.clientId(), status);
        }
    }

    private static IbcException notActive(String verb, String id, ClientStatus status) {
        return ClientError.CLIENT_NOT_ACTIVE.failure(
                "cannot " + verb + " client (" + id + ") with status " + status.word());
    }

    private static void emit(IbcContext ctx, String type, String id, String clientType, Height height) {
        ctx.events()
                .emit(
                        IbcEvent.of(
                                type,
                                "client_id",
                                id,
                                "client_type",
                                clientType,
                                "consensus_height",
                                height.toString()),
                        MODULE);
    }
}
