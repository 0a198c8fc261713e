package dev.orrery.ibc.core;

import dev.orrery.ibc.Addresses;
import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcMessage;
import dev.orrery.ibc.IbcQuery;
import dev.orrery.ibc.MessageChecks;
import dev.orrery.ibc.channel.ChannelHandshake;
import dev.orrery.ibc.channel.ChannelKeeper;
import dev.orrery.ibc.client.ClientKeeper;
import dev.orrery.ibc.client.ClientKind;
import dev.orrery.ibc.client.ClientLifecycle;
import dev.orrery.ibc.connection.ConnectionHandshake;
import dev.orrery.ibc.connection.ConnectionKeeper;
import dev.orrery.ibc.connection.ProofChecks;
import dev.orrery.ibc.host.PathsV1;
import dev.orrery.ibc.light.localhost.Localhost;
import dev.orrery.ibc.packet.PacketAcknowledge;
import dev.orrery.ibc.packet.PacketReceive;
import dev.orrery.ibc.packet.PacketSend;
import dev.orrery.ibc.packet.PacketTimeout;
import dev.orrery.ibc.port.Ics4Wrapper;
import dev.orrery.ibc.port.PortRouter;
import dev.orrery.ibc.v2.CounterpartyKeeper;
import dev.orrery.ibc.v2.CounterpartyMessages;
import dev.orrery.ibc.v2.PacketKeeperV2;
import dev.orrery.ibc.v2.PacketMessagesV2;
import dev.orrery.ibc.v2.PayloadRouter;
import dev.orrery.ibc.v2.QueriesV2;
import dev.orrery.proto.ibc.core.channel.v1.Channel;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import dev.orrery.proto.ibc.core.types.v1.GenesisState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All of {@code ibc.core} put together. Keeps no state: what it works on is in the contexts it is given. Applications are built over it
 * as an {@link Ics4Wrapper} and handed to {@link #messages}.
 */
public final class IbcCore implements Ics4Wrapper {
    private final MessageChecks checks;
    private final ClientKeeper clients;
    private final ConnectionKeeper connections;
    private final ChannelKeeper channels = new ChannelKeeper();
    private final ProofChecks proofs;
    private final ChannelHandshake handshake;
    private final CounterpartyKeeper counterparties;
    private final PacketKeeperV2 packetsV2;
    private final PacketSend send;
    private final PacketReceive receive;

    /**
     * @param authority the account that governs the chain, as messages spell it
     * @param kinds of light clients, beside the chain's view of itself
     */
    public IbcCore(Addresses addresses, String authority, List<ClientKind> kinds) {
        checks = new MessageChecks(addresses, authority);
        clients = new ClientKeeper(new Localhost(), kinds);
        connections = new ConnectionKeeper(clients);
        proofs = new ProofChecks(clients, connections);
        handshake = new ChannelHandshake(clients, connections, channels, proofs);
        counterparties = new CounterpartyKeeper(clients, addresses);
        packetsV2 = new PacketKeeperV2(clients, counterparties);
        send = new PacketSend(clients, connections, channels);
        receive = new PacketReceive(connections, channels, proofs);
    }

    public ClientKeeper clients() {
        return clients;
    }

    public ConnectionKeeper connections() {
        return connections;
    }

    public ChannelKeeper channels() {
        return channels;
    }

    public CounterpartyKeeper counterparties() {
        return counterparties;
    }

    /** Puts down what a chain begins with: counters at zero, the usual parameters, and the connection with itself. */
    public void initialize(IbcContext ctx) {
        initialize(ctx, GenesisState.getDefaultInstance());
    }

    /**
     * Puts down what a genesis says.
     *
     * @throws IllegalArgumentException if it can't be
     * @throws dev.orrery.ibc.IbcException if a name is none
     */
    public void initialize(IbcContext ctx, GenesisState genesis) {
        genesis().init(ctx, genesis);
    }

    /** Whether a genesis was put down. */
    public boolean hasBegun(IbcContext ctx) {
        return ctx.store().has(PathsV1.CLIENT_PARAMS);
    }

    /** What {@link #initialize} makes the same state of. */
    public GenesisState export(IbcContext ctx) {
        return genesis().export(ctx);
    }

    private IbcGenesis genesis() {
        return new IbcGenesis(clients, connections, channels, counterparties);
    }

    /** Packets between clients, for the applications of a chain. */
    public PacketMessagesV2 clientPackets(PayloadRouter applications) {
        return new PacketMessagesV2(packetsV2, counterparties, applications, checks);
    }

    /** Packets between clients that are answered later. */
    public PacketKeeperV2 packetsV2() {
        return packetsV2;
    }

    /** All messages of {@code ibc.core}, for the applications of a chain. */
    public List<IbcMessage<?>> messages(PortRouter ports, PayloadRouter applications) {
        List<IbcMessage<?>> all = new ArrayList<>();
        all.addAll(new CounterpartyMessages(clients, counterparties, checks).all());
        all.addAll(clientPackets(applications).all());
        all.addAll(new ClientMessages(clients, new ClientLifecycle(clients), counterparties, checks).all());
        all.addAll(new ConnectionMessages(connections, new ConnectionHandshake(clients, connections, proofs), checks)
                .all());
        all.addAll(new ChannelMessages(handshake, ports, checks).all());
        all.addAll(new PacketMessages(
                        receive,
                        new PacketAcknowledge(connections, channels, proofs),
                        new PacketTimeout(clients, connections, channels, handshake, proofs),
                        ports,
                        checks)
                .all());
        return List.copyOf(all);
    }

    /** Tells whether packets were relayed before, ahead of a block. */
    public RelayChecks relayChecks(PortRouter ports, PayloadRouter applications) {
        return new RelayChecks(receive, new ClientLifecycle(clients), messages(ports, applications));
    }

    /** All queries of {@code ibc.core}. */
    public List<IbcQuery<?>> queries() {
        List<IbcQuery<?>> all = new ArrayList<>();
        all.addAll(new ClientQueries(clients, checks.addresses()).all());
        all.addAll(new ConnectionQueries(clients, connections).all());
        all.addAll(new ChannelQueries(clients, connections, channels).all());
        all.addAll(new PacketQueries(channels).all());
        all.addAll(new QueriesV2(counterparties).all());
        return List.copyOf(all);
    }

    @Override
    public long send(
            IbcContext ctx, String port, String channel, Height timeoutHeight, long timeoutNanos, byte[] data) {
        return send.send(ctx, port, channel, timeoutHeight, timeoutNanos, data);
    }

    @Override
    public void writeAcknowledgement(IbcContext ctx, Packet packet, byte[] acknowledgement) {
        receive.writeAcknowledgement(ctx, packet, acknowledgement);
    }

    @Override
    public Optional<String> appVersion(IbcContext ctx, String port, String channel) {
        return channels.get(ctx, port, channel).map(Channel::getVersion);
    }
}
