package dev.orrery.ibc.core;

import static dev.orrery.ibc.Circumstances.within;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcError;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.IbcMessage;
import dev.orrery.ibc.MessageChecks;
import dev.orrery.ibc.client.ClientError;
import dev.orrery.ibc.client.ClientKeeper;
import dev.orrery.ibc.client.ClientKind;
import dev.orrery.ibc.client.ClientLifecycle;
import dev.orrery.ibc.client.ClientParams;
import dev.orrery.ibc.host.HostError;
import dev.orrery.ibc.host.Identifiers;
import dev.orrery.ibc.v2.CounterpartyKeeper;
import dev.orrery.proto.ibc.core.client.v1.MsgCreateClient;
import dev.orrery.proto.ibc.core.client.v1.MsgCreateClientResponse;
import dev.orrery.proto.ibc.core.client.v1.MsgDeleteClientCreator;
import dev.orrery.proto.ibc.core.client.v1.MsgDeleteClientCreatorResponse;
import dev.orrery.proto.ibc.core.client.v1.MsgRecoverClient;
import dev.orrery.proto.ibc.core.client.v1.MsgRecoverClientResponse;
import dev.orrery.proto.ibc.core.client.v1.MsgSubmitMisbehaviour;
import dev.orrery.proto.ibc.core.client.v1.MsgSubmitMisbehaviourResponse;
import dev.orrery.proto.ibc.core.client.v1.MsgUpdateClient;
import dev.orrery.proto.ibc.core.client.v1.MsgUpdateClientResponse;
import dev.orrery.proto.ibc.core.client.v1.MsgUpdateParams;
import dev.orrery.proto.ibc.core.client.v1.MsgUpdateParamsResponse;
import dev.orrery.proto.ibc.core.client.v1.MsgUpgradeClient;
import dev.orrery.proto.ibc.core.client.v1.MsgUpgradeClientResponse;
import java.util.Arrays;
import java.util.List;

/** The messages of {@code ibc.core.client.v1}. ibc-go 02-client types/msgs.go, core/keeper/msg_server.go. */
record ClientMessages(
        ClientKeeper clients, ClientLifecycle lifecycle, CounterpartyKeeper counterparties, MessageChecks checks) {
    /** Largest client or consensus state. Bytes. ibc-go 02-client types/msgs.go: MaxClientStateSize. */
    private static final int MAX_STATE_BYTES = 32_768;

    List<IbcMessage<?>> all() {
        return List.of(
                new IbcMessage<>(MsgCreateClient.getDefaultInstance(), this::check, this::create),
                new IbcMessage<>(MsgUpdateClient.getDefaultInstance(), this::check, this::update),
                new IbcMessage<>(MsgSubmitMisbehaviour.getDefaultInstance(), this::check, this::submit),
                new IbcMessage<>(MsgUpgradeClient.getDefaultInstance(), this::check, this::upgrade),
                new IbcMessage<>(MsgRecoverClient.getDefaultInstance(), this::check, this::recover),
                new IbcMessage<>(MsgUpdateParams.getDefaultInstance(), this::check, this::updateParams),
                new IbcMessage<>(MsgDeleteClientCreator.getDefaultInstance(), this::check, this::deleteCreator));
    }

    private void check(MsgCreateClient msg) {
        checks.signer(msg.getSigner());
        size("client", msg.getClientState());
        ClientKind kind = clients.kindOf(msg.getClientState());
        size("consensus", msg.getConsensusState());
        if (!msg.getConsensusState().getTypeUrl().equals(kind.consensusUrl())) {
            throw ClientError.INVALID_CLIENT_TYPE.failure(
                    "client type for client state and consensus state do not match");
        }
    }

    private static void size(String what, Any state) {
        int bytes = state.getValue().size();
        if (bytes > MAX_STATE_BYTES) {
            throw IbcError.TOO_LARGE.failure(what + " state size " + bytes + " exceeds max size " + MAX_STATE_BYTES);
        }
    }

    private Message create(IbcContext ctx, MsgCreateClient msg) {
        String id = lifecycle.create(ctx, msg.getClientState(), msg.getConsensusState());
        clients.setCreator(ctx, id, checks.addresses().parse(msg.getSigner()));
        return MsgCreateClientResponse.newBuilder().setClientId(id).build();
    }

    private void check(MsgUpdateClient msg) {
        checks.signer(msg.getSigner());
        clients.checkMessage(msg.getClientMessage());
        Identifiers.checkClient(msg.getClientId());
    }

    private Message update(IbcContext ctx, MsgUpdateClient msg) {
        update(ctx, msg.getClientId(), msg.getClientMessage(), msg.getSigner());
        return MsgUpdateClientResponse.getDefaultInstance();
    }

    private void check(MsgSubmitMisbehaviour msg) {
        checks.signer(msg.getSigner());
        clients.checkMessage(msg.getMisbehaviour());
        Identifiers.checkClient(msg.getClientId());
    }

    /** The older spelling of an update with misbehaviour. ibc-go v8 core/keeper/msg_server.go. */
    private Message submit(IbcContext ctx, MsgSubmitMisbehaviour msg) {
        update(ctx, msg.getClientId(), msg.getMisbehaviour(), msg.getSigner());
        return MsgSubmitMisbehaviourResponse.getDefaultInstance();
    }

    private void update(IbcContext ctx, String client, Any message, String signer) {
        if (!counterparties.mayRelay(ctx, client, signer)) {
            throw IbcError.UNAUTHORIZED.failure("relayer " + signer + " is not authorized to update client " + client);
        }
        lifecycle.update(ctx, client, message);
    }

    private void check(MsgUpgradeClient msg) {
        ClientKind kind = clients.kindOf(msg.getClientState());
        if (!msg.getConsensusState().getTypeUrl().equals(kind.consensusUrl())) {
            throw ClientError.INVALID_UPGRADE_CLIENT.failure(
                    "consensus state's client-type does not match client. expected: "
                            + kind.light().clientType() + ", got: "
                            + msg.getConsensusState().getTypeUrl());
        }
        if (msg.getProofUpgradeClient().isEmpty()) {
            throw ClientError.INVALID_UPGRADE_CLIENT.failure("proof of upgrade client cannot be empty");
        }
        if (msg.getProofUpgradeConsensusState().isEmpty()) {
            throw ClientError.INVALID_UPGRADE_CLIENT.failure("proof of upgrade consensus state cannot be empty");
        }
        checks.signer(msg.getSigner());
        Identifiers.checkClient(msg.getClientId());
    }

    private Message upgrade(IbcContext ctx, MsgUpgradeClient msg) {
        lifecycle.upgrade(
                ctx,
                msg.getClientId(),
                msg.getClientState(),
                msg.getConsensusState(),
                msg.getProofUpgradeClient().toByteArray(),
                msg.getProofUpgradeConsensusState().toByteArray());
        return MsgUpgradeClientResponse.getDefaultInstance();
    }

    private void check(MsgRecoverClient msg) {
        checks.signer(msg.getSigner());
        Identifiers.checkClient(msg.getSubjectClientId());
        Identifiers.checkClient(msg.getSubstituteClientId());
        if (msg.getSubjectClientId().equals(msg.getSubstituteClientId())) {
            throw ClientError.INVALID_SUBSTITUTE.failure("subject and substitute clients must be different");
        }
    }

    private Message recover(IbcContext ctx, MsgRecoverClient msg) {
        checks.authority(msg.getSigner());
        within(
                "client recovery failed",
                () -> lifecycle.recover(ctx, msg.getSubjectClientId(), msg.getSubstituteClientId()));
        return MsgRecoverClientResponse.getDefaultInstance();
    }

    private void check(MsgUpdateParams msg) {
        checks.signer(msg.getSigner());
        ClientParams.check(msg.getParams());
    }

    private Message updateParams(IbcContext ctx, MsgUpdateParams msg) {
        checks.authority(msg.getSigner());
        clients.setParams(ctx, msg.getParams());
        return MsgUpdateParamsResponse.getDefaultInstance();
    }

    private void check(MsgDeleteClientCreator msg) {
        checks.signer(msg.getSigner());
        Identifiers.checkClient(msg.getClientId());
        if (!Identifiers.isClient(msg.getClientId())) {
            throw HostError.INVALID_ID.failure(
                    "client ID " + msg.getClientId() + " must be in valid format: {string}-{number}");
        }
    }

    private Message deleteCreator(IbcContext ctx, MsgDeleteClientCreator msg) {
        byte[] creator = clients.creator(ctx, msg.getClientId())
                .orElseThrow(
                        () -> IbcError.NOT_FOUND.failure("creator for client " + msg.getClientId() + " not found"));
        boolean isCreator = Arrays.equals(creator, checks.addresses().parse(msg.getSigner()));
        if (!isCreator && !checks.isAuthority(msg.getSigner())) {
            throw notAllowed(
                    "delete creator for", checks.addresses().text(creator), msg.getClientId(), msg.getSigner());
        }
        clients.deleteCreator(ctx, msg.getClientId());
        return MsgDeleteClientCreatorResponse.getDefaultInstance();
    }

    private static IbcException notAllowed(String what, String creator, String client, String signer) {
        return IbcError.UNAUTHORIZED.failure("authority or client creator " + creator + " is authorized to " + what
                + " " + client + ", got " + signer);
    }
}
