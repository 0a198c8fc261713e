package dev.orrery.ibc.v2;

import com.google.protobuf.Message;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcError;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.IbcMessage;
import dev.orrery.ibc.MessageChecks;
import dev.orrery.ibc.SdkError;
import dev.orrery.ibc.client.ClientKeeper;
import dev.orrery.ibc.connection.ConnectionChecks;
import dev.orrery.ibc.host.HostError;
import dev.orrery.ibc.host.Identifiers;
import dev.orrery.proto.ibc.core.client.v2.CounterpartyInfo;
import dev.orrery.proto.ibc.core.client.v2.MsgRegisterCounterparty;
import dev.orrery.proto.ibc.core.client.v2.MsgRegisterCounterpartyResponse;
import dev.orrery.proto.ibc.core.client.v2.MsgUpdateClientConfig;
import dev.orrery.proto.ibc.core.client.v2.MsgUpdateClientConfigResponse;
import java.util.Arrays;
import java.util.List;

/** The messages of {@code ibc.core.client.v2}. ibc-go 02-client/v2 types/msgs.go, core/keeper/msg_server.go. */
public record CounterpartyMessages(ClientKeeper clients, CounterpartyKeeper counterparties, MessageChecks checks) {
    /** ibc-go 02-client/v2 types/msgs.go: MaxCounterpartyMerklePrefixElements. */
    private static final int MAX_PREFIX_PARTS = 32;

    /** ibc-go 02-client/v2 types/config.go: MaxAllowedRelayersLength. */
    private static final int MAX_RELAYERS = 20;

    public List<IbcMessage<?>> all() {
        return List.of(
                new IbcMessage<>(MsgRegisterCounterparty.getDefaultInstance(), this::check, this::register),
                new IbcMessage<>(MsgUpdateClientConfig.getDefaultInstance(), this::check, this::configure));
    }

    private void check(MsgRegisterCounterparty msg) {
        checks.signer(msg.getSigner());
        int parts = msg.getCounterpartyMerklePrefixCount();
        if (parts == 0) {
            throw CounterpartyError.INVALID_COUNTERPARTY.failure("counterparty messaging key cannot be empty");
        }
        if (parts > MAX_PREFIX_PARTS) {
            throw IbcError.TOO_LARGE.failure(
                    "counterparty merkle prefix length cannot exceed " + MAX_PREFIX_PARTS + " elements");
        }
        for (int i = 0; i < parts; i++) {
            if (msg.getCounterpartyMerklePrefix(i).size() > ConnectionChecks.MAX_PREFIX_BYTES) {
                throw IbcError.TOO_LARGE.failure("counterparty merkle prefix key at index " + i
                        + " exceeds max length of " + ConnectionChecks.MAX_PREFIX_BYTES + " bytes");
            }
        }
        Identifiers.checkClient(msg.getClientId());
        Identifiers.checkClient(msg.getCounterpartyClientId());
        if (!Identifiers.isClient(msg.getClientId()) || !Identifiers.isClient(msg.getCounterpartyClientId())) {
            throw HostError.INVALID_ID.failure(msg.getClientId() + " and " + msg.getCounterpartyClientId()
                    + " must be in valid format: {string}-{number}");
        }
    }

    /** Only who created a client ties it, once. */
    private Message register(IbcContext ctx, MsgRegisterCounterparty msg) {
        String client = msg.getClientId();
        if (!isCreator(ctx, client, msg.getSigner())) {
            throw IbcError.UNAUTHORIZED.failure("expected same signer as createClient submittor " + creator(ctx, client)
                    + ", got " + msg.getSigner());
        }
        if (counterparties.counterparty(ctx, client).isPresent()) {
            throw IbcError.INVALID_REQUEST.failure("cannot register counterparty once it is already set");
        }
        counterparties.setCounterparty(
                ctx,
                client,
                CounterpartyInfo.newBuilder()
                        .addAllMerklePrefix(msg.getCounterpartyMerklePrefixList())
                        .setClientId(msg.getCounterpartyClientId())
                        .build());
        PacketStoreV2.nextSend(client).set(ctx, 1);
        return MsgRegisterCounterpartyResponse.getDefaultInstance();
    }

    private boolean isCreator(IbcContext ctx, String client, String signer) {
        byte[] account = checks.addresses().parse(signer);
        return clients.creator(ctx, client)
                .map(creator -> Arrays.equals(creator, account))
                .orElse(false);
    }

    private String creator(IbcContext ctx, String client) {
        return clients.creator(ctx, client).map(checks.addresses()::text).orElse("");
    }

    private void check(MsgUpdateClientConfig msg) {
        checks.signer(msg.getSigner());
        Identifiers.checkClient(msg.getClientId());
        if (!Identifiers.isClient(msg.getClientId())) {
            throw HostError.INVALID_ID.failure(
                    "client ID " + msg.getClientId() + " must be in valid format: {string}-{number}");
        }
        List<String> relayers = msg.getConfig().getAllowedRelayersList();
        if (relayers.size() > MAX_RELAYERS) {
            throw SdkError.INTERNAL.failureSaying("allowed relayers length must not exceed " + MAX_RELAYERS + " items");
        }
        for (String relayer : relayers) {
            try {
                checks.signer(relayer);
            } catch (IbcException unreadable) {
                throw SdkError.INTERNAL.failureSaying("invalid relayer address: " + relayer);
            }
        }
    }

    private Message configure(IbcContext ctx, MsgUpdateClientConfig msg) {
        if (!checks.isAuthority(msg.getSigner()) && !isCreator(ctx, msg.getClientId(), msg.getSigner())) {
            throw IbcError.UNAUTHORIZED.failure("authority or client creator " + creator(ctx, msg.getClientId())
                    + " is authorized to update params for " + msg.getClientId() + ", got " + msg.getSigner());
        }
        counterparties.setConfig(ctx, msg.getClientId(), msg.getConfig());
        return MsgUpdateClientConfigResponse.getDefaultInstance();
    }
}
