package dev.orrery.ibc.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import dev.orrery.ibc.IbcError;
import dev.orrery.ibc.IbcEvent;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.SdkError;
import dev.orrery.ibc.kit.ChainPair;
import dev.orrery.ibc.kit.TestChain;
import dev.orrery.proto.ibc.core.client.v1.MsgCreateClient;
import dev.orrery.proto.ibc.core.client.v1.MsgDeleteClientCreator;
import dev.orrery.proto.ibc.core.client.v1.MsgRecoverClient;
import dev.orrery.proto.ibc.core.client.v1.MsgUpdateClient;
import dev.orrery.proto.ibc.core.client.v1.MsgUpdateParams;
import dev.orrery.proto.ibc.core.client.v1.MsgUpgradeClient;
import dev.orrery.proto.ibc.core.client.v1.Params;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientLifecycleTest {
    private final ChainPair pair = new ChainPair(core -> Map.of());
    private final TestChain chain = pair.a().chain();
    private final String client = pair.a().client();

    @Test
    void clientsAreNumberedByOneCounterAndRememberTheirCreator() {
        assertEquals("99-looking-0", client);
        assertEquals("99-looking-1", pair.createClient(pair.a()));
        assertEquals(
                "relayer",
                new String(
                        chain.core().clients().creator(chain.context(), client).orElseThrow(), UTF_8));
        assertEquals(List.of("create_client", "message"), types());
        assertEquals(
                List.of("client_id", "client_type", "consensus_height"),
                chain.events().getFirst().attributes().stream()
                        .map(IbcEvent.Attribute::key)
                        .toList());
    }

    private List<String> types() {
        return chain.events().stream().map(IbcEvent::type).toList();
    }

    @Test
    void unknownKindsAndMixedStatesCreateNothing() {
        MsgCreateClient good = pair.creation(pair.a());
        IbcException unknown = chain.refuse(good.toBuilder()
                .setClientState(Any.newBuilder().setTypeUrl("/x.ClientState"))
                .build());
        assertEquals(IbcError.UNPACK_ANY, unknown.kind());
        IbcException mixed = chain.refuse(good.toBuilder()
                .setConsensusState(Any.newBuilder().setTypeUrl("/x.ConsensusState"))
                .build());
        assertEquals(
                "client type for client state and consensus state do not match: invalid client type", mixed.text());
        IbcException large = chain.refuse(good.toBuilder()
                .setClientState(good.getClientState().toBuilder().setValue(ByteString.copyFrom(new byte[32_769])))
                .build());
        assertEquals("client state size 32769 exceeds max size 32768: entity too large", large.text());
        assertEquals("99-looking-1", pair.createClient(pair.a()));
    }

    @Test
    void anUpdateTellsTheHeightItBrought() {
        pair.update(pair.a());
        IbcEvent event = chain.event("update_client").orElseThrow();
        String height = event.attributes().get(2).value();
        assertEquals(
                IbcEvent.of(
                        "update_client",
                        "client_id",
                        client,
                        "client_type",
                        "99-looking",
                        "consensus_height",
                        height,
                        "consensus_heights",
                        height),
                event);
        assertTrue(height.startsWith("4-"));
    }

    @Test
    void misbehaviourFreezesAndAFrozenClientIsNeitherUpdatedNorUpgraded() {
        freeze();
        assertEquals(List.of("client_misbehaviour", "message"), types());
        IbcException update = chain.refuse(pair.message(pair.a(), "Header"));
        assertEquals(
                "cannot update client (99-looking-0) with status Frozen: client state is not active", update.text());
        assertEquals(ClientError.CLIENT_NOT_ACTIVE, update.kind());
        IbcException upgrade = chain.refuse(upgrade(ChainPair.PROOF));
        assertEquals(
                "cannot upgrade client (99-looking-0) with status Frozen: client state is not active", upgrade.text());
    }

    @Test
    void aheadOfABlockAClientIsBroughtForwardButNotFrozen() {
        ClientLifecycle lifecycle = new ClientLifecycle(chain.core().clients());
        pair.b().chain().endBlock(1);
        Any header = pair.message(pair.a(), "Header").getClientMessage();
        lifecycle.updateAhead(chain.context(), client, header, false);
        assertEquals(pair.b().chain().clock().height(), chain.core().clients().latestHeight(chain.context(), client));
        Any misbehaviour = pair.message(pair.a(), "Misbehaviour").getClientMessage();
        lifecycle.updateAhead(chain.context(), client, misbehaviour, false);
        assertEquals(ClientStatus.ACTIVE, chain.core().clients().status(chain.context(), client));
    }

    @Test
    void aheadOfABlockAFrozenClientIsNotBroughtForward() {
        freeze();
        Any header = pair.message(pair.a(), "Header").getClientMessage();
        IbcException refused = assertThrows(
                IbcException.class,
                () -> new ClientLifecycle(chain.core().clients()).updateAhead(chain.context(), client, header, true));
        assertEquals(
                "cannot update client (99-looking-0) with status Frozen: client state is not active", refused.text());
    }

    private void freeze() {
        chain.deliver(pair.message(pair.a(), "Misbehaviour"));
    }

    private MsgUpgradeClient upgrade(ByteString proof) {
        MsgCreateClient states = pair.creation(pair.a());
        return MsgUpgradeClient.newBuilder()
                .setClientId(client)
                .setClientState(states.getClientState())
                .setConsensusState(states.getConsensusState())
                .setProofUpgradeClient(proof)
                .setProofUpgradeConsensusState(proof)
                .setSigner(ChainPair.RELAYER)
                .build();
    }

    @Test
    void anUpgradeNeedsProof() {
        chain.deliver(upgrade(ChainPair.PROOF));
        assertEquals(List.of("upgrade_client", "message"), types());
        IbcException forged = chain.refuse(upgrade(ByteString.copyFromUtf8("x")));
        assertEquals(ProofError.INVALID_PROOF, forged.kind());
        assertEquals("cannot upgrade client with ID 99-looking-0: no proof: invalid proof", forged.text());
        assertEquals(
                "proof of upgrade client cannot be empty: invalid client upgrade",
                chain.refuse(upgrade(ByteString.EMPTY)).text());
    }

    @Test
    void onlyTheAuthorityRecoversAndOnlyABrokenClient() {
        chain.endBlock(1);
        pair.b().chain().endBlock(1);
        String fresh = pair.createClient(pair.a());
        MsgRecoverClient recovery = MsgRecoverClient.newBuilder()
                .setSubjectClientId(client)
                .setSubstituteClientId(fresh)
                .setSigner("authority")
                .build();
        assertEquals(ClientError.INVALID_RECOVERY_CLIENT, chain.refuse(recovery).kind());
        freeze();
        IbcException stranger =
                chain.refuse(recovery.toBuilder().setSigner("mallory").build());
        assertEquals(SdkError.UNAUTHORIZED, stranger.kind());
        chain.deliver(recovery);
        assertEquals(List.of("recover_client", "message"), types());
        assertEquals(ClientStatus.ACTIVE, chain.core().clients().status(chain.context(), client));
        assertEquals(
                ClientError.INVALID_SUBSTITUTE,
                chain.refuse(recovery.toBuilder().setSubstituteClientId(client).build())
                        .kind());
    }

    @Test
    void kindsOfClientsCanBeForbidden() {
        MsgUpdateParams none = MsgUpdateParams.newBuilder()
                .setSigner("authority")
                .setParams(Params.newBuilder().addAllowedClients("07-tendermint"))
                .build();
        assertEquals(
                SdkError.UNAUTHORIZED,
                chain.refuse(none.toBuilder().setSigner("mallory").build()).kind());
        chain.deliver(none);
        assertEquals(ClientStatus.UNAUTHORIZED, chain.core().clients().status(chain.context(), client));
        assertEquals(
                "client (99-looking-0) type 99-looking is not in the allowed client list: invalid client type",
                chain.refuse(pair.message(pair.a(), "Header")).text());
        assertEquals(
                "duplicate client type: a",
                chain.refuse(none.toBuilder()
                                .setParams(Params.newBuilder()
                                        .addAllowedClients("a")
                                        .addAllowedClients("a"))
                                .build())
                        .text());
    }

    @Test
    void onlyTheCreatorOrTheAuthorityDeletesTheCreator() {
        MsgDeleteClientCreator deletion = MsgDeleteClientCreator.newBuilder()
                .setClientId(client)
                .setSigner("mallory")
                .build();
        assertEquals(IbcError.UNAUTHORIZED, chain.refuse(deletion).kind());
        MsgDeleteClientCreator own =
                deletion.toBuilder().setSigner(ChainPair.RELAYER).build();
        chain.deliver(own);
        assertFalse(chain.core().clients().creator(chain.context(), client).isPresent());
        assertEquals(IbcError.NOT_FOUND, chain.refuse(own).kind());
    }

    @Test
    void nobodyUpdatesTheLocalhost() {
        MsgUpdateClient update = pair.message(pair.a(), "Header").toBuilder()
                .setClientId("09-localhost")
                .build();
        assertEquals(ClientError.UPDATE_CLIENT_FAILED, chain.refuse(update).kind());
    }
}
