package dev.orrery.ibc.core;

import static dev.orrery.ibc.Circumstances.within;

import com.google.protobuf.Message;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcMessage;
import dev.orrery.ibc.MessageChecks;
import dev.orrery.ibc.SdkError;
import dev.orrery.ibc.client.ClientError;
import dev.orrery.ibc.connection.ConnectionChecks;
import dev.orrery.ibc.connection.ConnectionError;
import dev.orrery.ibc.connection.ConnectionHandshake;
import dev.orrery.ibc.connection.ConnectionKeeper;
import dev.orrery.ibc.host.Identifiers;
import dev.orrery.proto.ibc.core.connection.v1.MsgConnectionOpenAck;
import dev.orrery.proto.ibc.core.connection.v1.MsgConnectionOpenAckResponse;
import dev.orrery.proto.ibc.core.connection.v1.MsgConnectionOpenConfirm;
import dev.orrery.proto.ibc.core.connection.v1.MsgConnectionOpenConfirmResponse;
import dev.orrery.proto.ibc.core.connection.v1.MsgConnectionOpenInit;
import dev.orrery.proto.ibc.core.connection.v1.MsgConnectionOpenInitResponse;
import dev.orrery.proto.ibc.core.connection.v1.MsgConnectionOpenTry;
import dev.orrery.proto.ibc.core.connection.v1.MsgConnectionOpenTryResponse;
import dev.orrery.proto.ibc.core.connection.v1.MsgUpdateParams;
import dev.orrery.proto.ibc.core.connection.v1.MsgUpdateParamsResponse;
import java.util.List;
import java.util.Optional;

/** The messages of {@code ibc.core.connection.v1}. ibc-go 03-connection types/msgs.go, core/keeper/msg_server.go. */
record ConnectionMessages(ConnectionKeeper connections, ConnectionHandshake handshake, MessageChecks checks) {
    List<IbcMessage<?>> all() {
        return List.of(
                new IbcMessage<>(MsgConnectionOpenInit.getDefaultInstance(), this::check, this::openInit),
                new IbcMessage<>(MsgConnectionOpenTry.getDefaultInstance(), this::check, this::openTry),
                new IbcMessage<>(MsgConnectionOpenAck.getDefaultInstance(), this::check, this::openAck),
                new IbcMessage<>(MsgConnectionOpenConfirm.getDefaultInstance(), this::check, this::openConfirm),
                new IbcMessage<>(MsgUpdateParams.getDefaultInstance(), this::check, this::updateParams));
    }

    private void check(MsgConnectionOpenInit msg) {
        ourClient(msg.getClientId());
        if (!msg.getCounterparty().getConnectionId().isEmpty()) {
            throw ConnectionError.INVALID_COUNTERPARTY.failure("counterparty connection identifier must be empty");
        }
        if (msg.hasVersion()) {
            within("basic validation of the provided version failed", () -> ConnectionChecks.version(msg.getVersion()));
        }
        checks.signer(msg.getSigner());
        ConnectionChecks.counterparty(msg.getCounterparty());
    }

    private Message openInit(IbcContext ctx, MsgConnectionOpenInit msg) {
        within(
                "connection handshake open init failed",
                () -> handshake.openInit(
                        ctx,
                        msg.getClientId(),
                        msg.getCounterparty(),
                        msg.hasVersion() ? Optional.of(msg.getVersion()) : Optional.empty(),
                        msg.getDelayPeriod()));
        return MsgConnectionOpenInitResponse.getDefaultInstance();
    }

    private void check(MsgConnectionOpenTry msg) {
        ourClient(msg.getClientId());
        within(
                "invalid counterparty connection ID",
                () -> Identifiers.checkConnection(msg.getCounterparty().getConnectionId()));
        ConnectionChecks.versions(msg.getCounterpartyVersionsList());
        MessageChecks.proof(msg.getProofInit(), "cannot submit an empty proof init");
        checks.signer(msg.getSigner());
        ConnectionChecks.counterparty(msg.getCounterparty());
    }

    private static void ourClient(String client) {
        if (client.equals(Identifiers.LOCALHOST_CLIENT)) {
            throw ClientError.INVALID_CLIENT_TYPE.failure("localhost connection handshakes are disallowed");
        }
        within("invalid client ID", () -> Identifiers.checkClient(client));
    }

    private Message openTry(IbcContext ctx, MsgConnectionOpenTry msg) {
        within(
                "connection handshake open try failed",
                () -> handshake.openTry(
                        ctx,
                        msg.getCounterparty(),
                        msg.getDelayPeriod(),
                        msg.getClientId(),
                        msg.getCounterpartyVersionsList(),
                        MessageChecks.proof(msg.getProofInit(), msg.getProofHeight())));
        return MsgConnectionOpenTryResponse.getDefaultInstance();
    }

    private void check(MsgConnectionOpenAck msg) {
        if (!Identifiers.isConnection(msg.getConnectionId())) {
            throw ConnectionError.INVALID_CONNECTION_IDENTIFIER.failure();
        }
        within(
                "invalid counterparty connection ID",
                () -> Identifiers.checkConnection(msg.getCounterpartyConnectionId()));
        if (!msg.hasVersion()) {
            throw ConnectionError.INVALID_VERSION.failure("version cannot be nil");
        }
        ConnectionChecks.version(msg.getVersion());
        MessageChecks.proof(msg.getProofTry(), "cannot submit an empty proof try");
        checks.signer(msg.getSigner());
    }

    private Message openAck(IbcContext ctx, MsgConnectionOpenAck msg) {
        within(
                "connection handshake open ack failed",
                () -> handshake.openAck(
                        ctx,
                        msg.getConnectionId(),
                        msg.getVersion(),
                        msg.getCounterpartyConnectionId(),
                        MessageChecks.proof(msg.getProofTry(), msg.getProofHeight())));
        return MsgConnectionOpenAckResponse.getDefaultInstance();
    }

    private void check(MsgConnectionOpenConfirm msg) {
        if (!Identifiers.isConnection(msg.getConnectionId())) {
            throw ConnectionError.INVALID_CONNECTION_IDENTIFIER.failure();
        }
        MessageChecks.proof(msg.getProofAck(), "cannot submit an empty proof ack");
        checks.signer(msg.getSigner());
    }

    private Message openConfirm(IbcContext ctx, MsgConnectionOpenConfirm msg) {
        within(
                "connection handshake open confirm failed",
                () -> handshake.openConfirm(
                        ctx, msg.getConnectionId(), MessageChecks.proof(msg.getProofAck(), msg.getProofHeight())));
        return MsgConnectionOpenConfirmResponse.getDefaultInstance();
    }

    private void check(MsgUpdateParams msg) {
        checks.signer(msg.getSigner());
        if (msg.getParams().getMaxExpectedTimePerBlock() == 0) {
            throw SdkError.INTERNAL.failureSaying("MaxExpectedTimePerBlock cannot be zero");
        }
    }

    private Message updateParams(IbcContext ctx, MsgUpdateParams msg) {
        checks.authority(msg.getSigner());
        connections.setParams(ctx, msg.getParams());
        return MsgUpdateParamsResponse.getDefaultInstance();
    }
}
