package dev.orrery.ibc.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.ibc.IbcQueryException;
import dev.orrery.ibc.kit.ChainPair;
import dev.orrery.ibc.kit.ScriptedApplication;
import dev.orrery.ibc.kit.TestChain;
import dev.orrery.proto.cosmos.base.query.v1beta1.PageRequest;
import dev.orrery.proto.ibc.core.channel.v1.Order;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import dev.orrery.proto.ibc.core.channel.v1.QueryChannelClientStateRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryChannelClientStateResponse;
import dev.orrery.proto.ibc.core.channel.v1.QueryChannelRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryChannelResponse;
import dev.orrery.proto.ibc.core.channel.v1.QueryChannelsRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryChannelsResponse;
import dev.orrery.proto.ibc.core.channel.v1.QueryConnectionChannelsRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryConnectionChannelsResponse;
import dev.orrery.proto.ibc.core.channel.v1.QueryNextSequenceReceiveRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryNextSequenceReceiveResponse;
import dev.orrery.proto.ibc.core.channel.v1.QueryNextSequenceSendRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryNextSequenceSendResponse;
import dev.orrery.proto.ibc.core.channel.v1.QueryPacketAcknowledgementsRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryPacketAcknowledgementsResponse;
import dev.orrery.proto.ibc.core.channel.v1.QueryPacketCommitmentRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryPacketCommitmentsRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryPacketCommitmentsResponse;
import dev.orrery.proto.ibc.core.channel.v1.QueryPacketReceiptRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryPacketReceiptResponse;
import dev.orrery.proto.ibc.core.channel.v1.QueryUnreceivedAcksRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryUnreceivedAcksResponse;
import dev.orrery.proto.ibc.core.channel.v1.QueryUnreceivedPacketsRequest;
import dev.orrery.proto.ibc.core.channel.v1.QueryUnreceivedPacketsResponse;
import dev.orrery.proto.ibc.core.client.v1.QueryClientStateRequest;
import dev.orrery.proto.ibc.core.client.v1.QueryClientStateResponse;
import dev.orrery.proto.ibc.core.client.v1.QueryClientStatesRequest;
import dev.orrery.proto.ibc.core.client.v1.QueryClientStatesResponse;
import dev.orrery.proto.ibc.core.client.v1.QueryClientStatusRequest;
import dev.orrery.proto.ibc.core.client.v1.QueryClientStatusResponse;
import dev.orrery.proto.ibc.core.client.v1.QueryConsensusStateHeightsRequest;
import dev.orrery.proto.ibc.core.client.v1.QueryConsensusStateHeightsResponse;
import dev.orrery.proto.ibc.core.client.v1.QueryConsensusStateRequest;
import dev.orrery.proto.ibc.core.client.v1.QueryConsensusStateResponse;
import dev.orrery.proto.ibc.core.client.v1.QueryVerifyMembershipRequest;
import dev.orrery.proto.ibc.core.client.v1.QueryVerifyMembershipResponse;
import dev.orrery.proto.ibc.core.connection.v1.QueryClientConnectionsRequest;
import dev.orrery.proto.ibc.core.connection.v1.QueryClientConnectionsResponse;
import dev.orrery.proto.ibc.core.connection.v1.QueryConnectionRequest;
import dev.orrery.proto.ibc.core.connection.v1.QueryConnectionResponse;
import dev.orrery.proto.ibc.core.connection.v1.QueryConnectionsRequest;
import dev.orrery.proto.ibc.core.connection.v1.QueryConnectionsResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueriesTest {
    private static final String CLIENT = "/ibc.core.client.v1.Query/";
    private static final String CONNECTION = "/ibc.core.connection.v1.Query/";
    private static final String CHANNEL = "/ibc.core.channel.v1.Query/";
    private static final String PORT = ScriptedApplication.PORT;
    private static final String ID = "channel-0";

    private final ScriptedApplication application = new ScriptedApplication();
    private final ChainPair pair = new ChainPair(core -> Map.of(PORT, application));
    private final TestChain a = pair.a().chain();
    private final TestChain b = pair.b().chain();

    @BeforeEach
    void openTwoChannels() {
        pair.open(PORT, PORT, Order.ORDER_UNORDERED, "v");
        pair.handshakes().open(PORT, PORT, Order.ORDER_ORDERED, "w");
    }

    private IbcQueryException refused(String path, Message request) {
        return assertThrows(IbcQueryException.class, () -> a.query(path, request, Message.class));
    }

    @Test
    void clientsAreTold() {
        String client = pair.a().client();
        QueryClientStateResponse state = a.query(
                CLIENT + "ClientState",
                QueryClientStateRequest.newBuilder().setClientId(client).build(),
                QueryClientStateResponse.class);
        assertTrue(state.getClientState().getTypeUrl().endsWith("ClientState"));
        assertEquals(1, state.getProofHeight().getRevisionNumber());
        assertEquals(
                List.of(client),
                a
                        .query(
                                CLIENT + "ClientStates",
                                QueryClientStatesRequest.getDefaultInstance(),
                                QueryClientStatesResponse.class)
                        .getClientStatesList()
                        .stream()
                        .map(found -> found.getClientId())
                        .toList());
        assertEquals(
                "Active",
                a.query(
                                CLIENT + "ClientStatus",
                                QueryClientStatusRequest.newBuilder()
                                        .setClientId(client)
                                        .build(),
                                QueryClientStatusResponse.class)
                        .getStatus());
        QueryConsensusStateHeightsResponse heights = a.query(
                CLIENT + "ConsensusStateHeights",
                QueryConsensusStateHeightsRequest.newBuilder()
                        .setClientId(client)
                        .build(),
                QueryConsensusStateHeightsResponse.class);
        assertEquals(heights.getPagination().getTotal(), heights.getConsensusStateHeightsCount());
        assertTrue(heights.getConsensusStateHeightsCount() > 2);
        assertTrue(a.query(
                        CLIENT + "ConsensusState",
                        QueryConsensusStateRequest.newBuilder()
                                .setClientId(client)
                                .setLatestHeight(true)
                                .build(),
                        QueryConsensusStateResponse.class)
                .hasConsensusState());
    }

    @Test
    void refusalsHaveTheReferencesStatusAndText() {
        IbcQueryException bad = refused(
                CLIENT + "ClientState",
                QueryClientStateRequest.newBuilder().setClientId("a/b").build());
        assertEquals(IbcQueryException.Status.INVALID_ARGUMENT, bad.status());
        IbcQueryException missing = refused(
                CLIENT + "ClientState",
                QueryClientStateRequest.newBuilder()
                        .setClientId("07-tendermint-9")
                        .build());
        assertEquals(IbcQueryException.Status.NOT_FOUND, missing.status());
        assertEquals("07-tendermint-9: light client not found", missing.text());
        assertEquals(
                "consensus state height cannot be 0",
                refused(
                                CLIENT + "ConsensusState",
                                QueryConsensusStateRequest.newBuilder()
                                        .setClientId(pair.a().client())
                                        .build())
                        .text());
        assertEquals(
                "connection-7: connection not found",
                refused(
                                CONNECTION + "Connection",
                                QueryConnectionRequest.newBuilder()
                                        .setConnectionId("connection-7")
                                        .build())
                        .text());
        assertEquals(
                "port-id: scripted, channel-id channel-9: channel not found",
                refused(
                                CHANNEL + "Channel",
                                QueryChannelRequest.newBuilder()
                                        .setPortId(PORT)
                                        .setChannelId("channel-9")
                                        .build())
                        .text());
        assertEquals(
                "packet sequence cannot be 0",
                refused(
                                CHANNEL + "PacketCommitment",
                                QueryPacketCommitmentRequest.newBuilder()
                                        .setPortId(PORT)
                                        .setChannelId(ID)
                                        .build())
                        .text());
    }

    @Test
    void connectionsAndChannelsAreToldWithTheirNames() {
        assertEquals(
                "connection-0",
                b.query(
                                CONNECTION + "Connection",
                                QueryConnectionRequest.newBuilder()
                                        .setConnectionId("connection-0")
                                        .build(),
                                QueryConnectionResponse.class)
                        .getConnection()
                        .getCounterparty()
                        .getConnectionId());
        assertEquals(
                List.of("connection-0", "connection-localhost"),
                a
                        .query(
                                CONNECTION + "Connections",
                                QueryConnectionsRequest.getDefaultInstance(),
                                QueryConnectionsResponse.class)
                        .getConnectionsList()
                        .stream()
                        .map(found -> found.getId())
                        .toList());
        assertEquals(
                List.of("connection-0"),
                a.query(
                                CONNECTION + "ClientConnections",
                                QueryClientConnectionsRequest.newBuilder()
                                        .setClientId(pair.a().client())
                                        .build(),
                                QueryClientConnectionsResponse.class)
                        .getConnectionPathsList());
        assertEquals(
                "v",
                a.query(
                                CHANNEL + "Channel",
                                QueryChannelRequest.newBuilder()
                                        .setPortId(PORT)
                                        .setChannelId(ID)
                                        .build(),
                                QueryChannelResponse.class)
                        .getChannel()
                        .getVersion());
        assertEquals(
                pair.a().client(),
                a.query(
                                CHANNEL + "ChannelClientState",
                                QueryChannelClientStateRequest.newBuilder()
                                        .setPortId(PORT)
                                        .setChannelId(ID)
                                        .build(),
                                QueryChannelClientStateResponse.class)
                        .getIdentifiedClientState()
                        .getClientId());
    }

    private QueryChannelsResponse channels(PageRequest page) {
        return a.query(
                CHANNEL + "Channels",
                QueryChannelsRequest.newBuilder().setPagination(page).build(),
                QueryChannelsResponse.class);
    }

    @Test
    void pagesFollowEachOtherByKeyOrByOffset() {
        QueryChannelsResponse first = channels(
                PageRequest.newBuilder().setLimit(1).setCountTotal(true).build());
        assertEquals(List.of("channel-0"), ids(first));
        assertEquals(2, first.getPagination().getTotal());
        QueryChannelsResponse byKey = channels(PageRequest.newBuilder()
                .setLimit(1)
                .setKey(first.getPagination().getNextKey())
                .build());
        assertEquals(List.of("channel-1"), ids(byKey));
        assertTrue(byKey.getPagination().getNextKey().isEmpty());
        assertEquals(
                List.of("channel-1"),
                ids(channels(PageRequest.newBuilder().setLimit(5).setOffset(1).build())));
        assertEquals(
                List.of("channel-1", "channel-0"),
                ids(channels(PageRequest.newBuilder().setReverse(true).build())));
        assertThrows(
                IbcQueryException.class,
                () -> channels(PageRequest.newBuilder()
                        .setOffset(1)
                        .setKey(first.getPagination().getNextKey())
                        .build()));
    }

    private static List<String> ids(QueryChannelsResponse response) {
        return response.getChannelsList().stream()
                .map(channel -> channel.getChannelId())
                .toList();
    }

    @Test
    void filteredPagesHaveTheReferencesQuirk() {
        QueryConnectionChannelsResponse page = a.query(
                CHANNEL + "ConnectionChannels",
                QueryConnectionChannelsRequest.newBuilder()
                        .setConnection("connection-0")
                        .setPagination(PageRequest.newBuilder().setLimit(1))
                        .build(),
                QueryConnectionChannelsResponse.class);
        assertEquals(2, page.getChannelsCount());
        assertFalse(page.getPagination().getNextKey().isEmpty());
    }

    @Test
    void packetsAreToldWhatBecameOfThem() {
        Packet one = pair.send(pair.a(), PORT, ID, "1".getBytes(UTF_8));
        pair.send(pair.a(), PORT, ID, "2".getBytes(UTF_8));
        QueryPacketCommitmentsResponse commitments = a.query(
                CHANNEL + "PacketCommitments",
                QueryPacketCommitmentsRequest.newBuilder()
                        .setPortId(PORT)
                        .setChannelId(ID)
                        .build(),
                QueryPacketCommitmentsResponse.class);
        assertEquals(
                List.of(1L, 2L),
                commitments.getCommitmentsList().stream()
                        .map(state -> state.getSequence())
                        .toList());
        b.deliver(pair.receive(pair.b(), one));
        assertEquals(
                List.of(2L, 3L),
                b.query(
                                CHANNEL + "UnreceivedPackets",
                                QueryUnreceivedPacketsRequest.newBuilder()
                                        .setPortId(PORT)
                                        .setChannelId(ID)
                                        .addAllPacketCommitmentSequences(List.of(1L, 2L, 3L))
                                        .build(),
                                QueryUnreceivedPacketsResponse.class)
                        .getSequencesList());
        assertTrue(b.query(
                        CHANNEL + "PacketReceipt",
                        QueryPacketReceiptRequest.newBuilder()
                                .setPortId(PORT)
                                .setChannelId(ID)
                                .setSequence(1)
                                .build(),
                        QueryPacketReceiptResponse.class)
                .getReceived());
        assertEquals(
                1,
                b.query(
                                CHANNEL + "PacketAcknowledgements",
                                QueryPacketAcknowledgementsRequest.newBuilder()
                                        .setPortId(PORT)
                                        .setChannelId(ID)
                                        .addAllPacketCommitmentSequences(List.of(1L, 2L))
                                        .build(),
                                QueryPacketAcknowledgementsResponse.class)
                        .getAcknowledgementsCount());
        assertEquals(
                List.of(1L),
                a.query(
                                CHANNEL + "UnreceivedAcks",
                                QueryUnreceivedAcksRequest.newBuilder()
                                        .setPortId(PORT)
                                        .setChannelId(ID)
                                        .addAllPacketAckSequences(List.of(1L, 9L))
                                        .build(),
                                QueryUnreceivedAcksResponse.class)
                        .getSequencesList());
        assertEquals(
                3,
                a.query(
                                CHANNEL + "NextSequenceSend",
                                QueryNextSequenceSendRequest.newBuilder()
                                        .setPortId(PORT)
                                        .setChannelId(ID)
                                        .build(),
                                QueryNextSequenceSendResponse.class)
                        .getNextSequenceSend());
        assertEquals(
                1,
                b.query(
                                CHANNEL + "NextSequenceReceive",
                                QueryNextSequenceReceiveRequest.newBuilder()
                                        .setPortId(PORT)
                                        .setChannelId("channel-1")
                                        .build(),
                                QueryNextSequenceReceiveResponse.class)
                        .getNextSequenceReceive());
    }

    @Test
    void membershipIsAnsweredByTheClient() {
        QueryVerifyMembershipRequest.Builder request = QueryVerifyMembershipRequest.newBuilder()
                .setClientId(pair.a().client())
                .setProof(ChainPair.PROOF)
                .setProofHeight(pair.update(pair.a()))
                .setValue(ByteString.copyFrom(new byte[] {0, 0, 0, 0, 0, 0, 0, 1}));
        request.getMerklePathBuilder()
                .addKeyPath(ByteString.copyFromUtf8("ibc"))
                .addKeyPath(ByteString.copyFromUtf8("nextSequenceRecv/ports/scripted/channels/channel-1"));
        assertTrue(verify(request));
        request.setValue(ByteString.copyFromUtf8("other"));
        assertFalse(verify(request));
        assertEquals(
                IbcQueryException.Status.INVALID_ARGUMENT,
                refused(
                                CLIENT + "VerifyMembership",
                                request.setClientId("09-localhost").build())
                        .status());
    }

    private boolean verify(QueryVerifyMembershipRequest.Builder request) {
        return a.query(CLIENT + "VerifyMembership", request.build(), QueryVerifyMembershipResponse.class)
                .getSuccess();
    }
}
