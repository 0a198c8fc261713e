package dev.orrery.server.chain;

import dev.orrery.chain.Chain;
import dev.orrery.chain.ChainConfig;
import dev.orrery.chain.state.Ground;
import dev.orrery.chain.statesync.SyncedChain;
import dev.orrery.chain.wasm.wiring.WasmModule;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.chain.wire.ProtoJson;
import dev.orrery.proto.cosmos.tx.v1beta1.Tx;
import dev.orrery.proto.tendermint.abci.RequestInfo;
import dev.orrery.server.abci.AbciServer;
import dev.orrery.server.comet.OwnMethods;
import dev.orrery.server.comet.OwnRpc;
import dev.orrery.server.comet.TraceRpc;
import dev.orrery.server.grpc.Endpoint;
import dev.orrery.server.grpc.ListenAddress;
import dev.orrery.server.grpc.Transport;
import dev.orrery.server.query.NodeFacts;
import dev.orrery.server.query.NodeQueries;
import dev.orrery.server.query.NodeView;
import dev.orrery.server.remote.RemoteNode;
import dev.orrery.server.remote.UnknownNode;
import dev.orrery.server.rest.RestServer;
import dev.orrery.server.trace.TraceJson;
import dev.orrery.server.trace.Traces;
import dev.orrery.vm.VmException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The application of a chain that CometBFTs decide on, one of as many as there are nodes: serves ABCI to its own CometBFT, gRPC and REST
 * to clients. CometBFT serves the RPC, but for our own methods.
 */
public final class ReplicatedChain implements AutoCloseable {
    private final Chain chain;
    private final Addresses addresses;
    private final Resources toClose;

    private ReplicatedChain(Chain chain, Addresses addresses, Resources toClose) {
        this.chain = chain;
        this.addresses = addresses;
        this.toClose = toClose;
    }

    /** Where the servers listen. */
    public record Addresses(ListenAddress abci, ListenAddress grpc, ListenAddress.Tcp rest) {}

    /**
     * @param home absent: the state is forgotten at the end, and CometBFT replays all blocks the next time
     * @param node the RPC of its CometBFT; without it clients can't hand in transactions here, ask for blocks or look into them
     * @param wasm how contracts run
     * @param snapshotBlocks after so many blocks each a snapshot is taken for nodes that are new; 0: none
     */
    public record Settings(
            Optional<Path> home,
            Addresses listen,
            Optional<URI> node,
            ChainConfig config,
            WasmModule.Settings wasm,
            long snapshotBlocks) {}

    /** @throws IOException if the home can't be used or an address can't be listened on; the message says why */
    public static ReplicatedChain start(Settings settings) throws IOException {
        return Resources.start(opened -> start(settings, opened));
    }

    private static ReplicatedChain start(Settings settings, Resources opened) throws IOException, VmException {
        ChainHome home = opened.remember(ChainHome.open(settings.home()));
        StateMachine machine =
                StateMachine.open(home, settings.config(), settings.wasm(), (database, vm) -> Ground.NOTHING, opened);
        Chain chain = machine.chain();
        NodeView node = settings.node()
                .<NodeView>map(uri -> new RemoteNode(uri, chain))
                .orElseGet(() -> new UnknownNode(chain));
        NodeQueries queries = new NodeQueries(
                chain,
                node,
                new NodeFacts(
                        settings.config().formats(),
                        settings.config().version(),
                        settings.config().minGasPrices().toString()));
        Endpoint grpc =
                ChainEndpoint.listen(Transport.open(settings.listen().grpc()), queries, threads -> List.of(), opened);
        KnownTypes types = machine.wiring().types();
        OwnMethods own = OwnMethods.of(new TraceRpc(
                new Traces(node, chain::replay, settings.config().formats().account()),
                new TraceJson(new ProtoJson(types))));
        RestServer rest = opened.remember(RestServer.listen(
                settings.listen().rest(),
                queries,
                types.with(Tx.getDefaultInstance()),
                gateway -> new OwnRpc(gateway, own)));
        SyncedChain synced = opened.remember(SyncedChain.open(chain, home.snapshots(), settings.snapshotBlocks()));
        AbciServer abci = opened.remember(AbciServer.listen(settings.listen().abci(), synced, queries::query));
        return new ReplicatedChain(chain, new Addresses(abci.address(), grpc.address(), rest.address()), opened);
    }

    /** Where the servers listen, with the ports that were given where 0 was asked for. */
    public Addresses addresses() {
        return addresses;
    }

    /** The last committed block; 0 before the first. */
    public long height() {
        return chain.info(RequestInfo.getDefaultInstance()).getLastBlockHeight();
    }

    @Override
    public void close() {
        toClose.close();
    }
}
