package dev.orrery.server.chain;

import dev.orrery.chain.Chain;
import dev.orrery.chain.ChainConfig;
import dev.orrery.chain.Module;
import dev.orrery.chain.Wiring;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.devnet.DevnetModule;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.solo.BlockSchedule;
import dev.orrery.chain.solo.SoloNode;
import dev.orrery.chain.solo.block.ConsensusKey;
import dev.orrery.chain.wasm.wiring.WasmModule;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.chain.wire.ProtoJson;
import dev.orrery.chain.wire.ProtoJsonReader.BadJsonException;
import dev.orrery.proto.cosmos.tx.v1beta1.Tx;
import dev.orrery.proto.tendermint.abci.RequestInitChain;
import dev.orrery.server.comet.CometServer;
import dev.orrery.server.comet.DevnetRpc;
import dev.orrery.server.comet.NodeIdentity;
import dev.orrery.server.comet.OwnMethods;
import dev.orrery.server.comet.TraceRpc;
import dev.orrery.server.contracts.Contracts;
import dev.orrery.server.contracts.ContractsService;
import dev.orrery.server.devnet.DevnetMethods;
import dev.orrery.server.devnet.DevnetService;
import dev.orrery.server.devnet.Powers;
import dev.orrery.server.devnet.StateDump;
import dev.orrery.server.devnet.UnsignedSending;
import dev.orrery.server.explorer.ExplorerPage;
import dev.orrery.server.fork.ForkOrigin;
import dev.orrery.server.grpc.Endpoint;
import dev.orrery.server.grpc.ListenAddress;
import dev.orrery.server.grpc.Transport;
import dev.orrery.server.http.HttpEndpoint;
import dev.orrery.server.onboarding.ChainFacts;
import dev.orrery.server.onboarding.Onboarding;
import dev.orrery.server.query.NodeFacts;
import dev.orrery.server.query.NodeQueries;
import dev.orrery.server.query.NodeView;
import dev.orrery.server.query.SoloView;
import dev.orrery.server.rest.RestServer;
import dev.orrery.server.trace.TraceJson;
import dev.orrery.server.trace.Traces;
import dev.orrery.vm.VmException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.jetty.server.Handler;

/**
 * A running chain with its servers. As it makes its blocks itself, it also takes messages that nobody signed: its contracts can be
 * called without keys, and whoever develops has powers over it.
 */
public final class LocalChain implements AutoCloseable {
    /** What the funded accounts have for fees and everything else. */
    static final String FEE_DENOM = "ucosm";

    /** What the funded accounts have for stakes and deposits. */
    static final String STAKING_DENOM = "ustake";

    private final SoloNode node;
    private final Addresses addresses;
    private final Optional<ForkOrigin> fork;
    private final Resources toClose;

    private LocalChain(SoloNode node, Addresses addresses, Optional<ForkOrigin> fork, Resources toClose) {
        this.node = node;
        this.addresses = addresses;
        this.fork = fork;
        this.toClose = toClose;
    }

    /** Where the servers listen. */
    public record Addresses(ListenAddress.Tcp rpc, ListenAddress grpc, ListenAddress.Tcp rest) {}

    /**
     * @param home absent: the chain is forgotten when it ends
     * @param funded who has what when the chain begins
     * @param wasm how contracts run
     * @param cometVersion the version that the RPC claims to be
     * @param beginning of a home that has no chain; in one that has a chain it must fit
     * @param remotePowers whether those may act without keys, too, who don't reach the chain by a loopback address
     */
    public record Settings(
            String chainId,
            Optional<Path> home,
            Addresses listen,
            BlockSchedule schedule,
            ChainConfig config,
            List<Funding> funded,
            WasmModule.Settings wasm,
            String cometVersion,
            Beginning beginning,
            boolean remotePowers) {
        public Settings {
            funded = List.copyOf(funded);
        }
    }

    /** @throws IOException if the home can't be used or an address can't be listened on; the message says why */
    public static LocalChain start(Settings settings) throws IOException {
        return Resources.start(opened -> start(settings, opened));
    }

    private static LocalChain start(Settings settings, Resources opened) throws IOException, VmException {
        Ahead<HttpEndpoint> http = opened.ahead(
                "http", () -> HttpEndpoint.prepare(settings.listen().rpc()));
        Ahead<Transport> transport =
                opened.ahead("grpc", () -> Transport.open(settings.listen().grpc()));
        ChainHome home = opened.remember(ChainHome.open(settings.home()));
        InstantSource clock = InstantSource.system();
        Groundwork groundwork = new Groundwork(settings, home, clock.instant(), opened);
        StateMachine machine = StateMachine.open(
                home,
                settings.config().impersonated(),
                settings.wasm().withDebug(new ContractLog()),
                groundwork,
                opened);
        Chain chain = machine.chain();
        SoloNode node = opened.remember(node(settings, home, machine, groundwork.first(), clock));
        NodeIdentity identity = new NodeIdentity(
                "orrery", settings.cometVersion(), "tcp://" + settings.listen().rpc());
        NodeView view = new SoloView(node, identity);
        NodeQueries queries = new NodeQueries(
                chain,
                view,
                new NodeFacts(
                        settings.config().formats(),
                        settings.config().version(),
                        settings.config().minGasPrices().toString()));
        Contracts contracts = contracts(machine.wiring(), chain, node);
        DevnetMethods devnet = devnet(machine.wiring(), contracts);
        KnownTypes types = machine.wiring().types();
        TraceRpc traces = new TraceRpc(
                new Traces(view, chain::replay, settings.config().formats().account()),
                new TraceJson(new ProtoJson(types)));
        CometServer rpc = opened.remember(CometServer.listen(
                http.get(),
                node,
                queries::query,
                identity,
                own(devnet, types, settings.listen().rpc(), settings, traces)));
        StateDump.Source dumped = new StateDump.Source(
                chain, node, machine.database(), contracts.wasm().codes());
        Powers powers = Powers.on(settings.listen().grpc(), settings.remotePowers());
        Endpoint grpc = ChainEndpoint.listen(
                transport.get(),
                queries,
                threads -> List.of(
                        powers.guard(new ContractsService(contracts, threads)),
                        powers.guard(new DevnetService(devnet, dumped, threads))),
                opened);
        OwnMethods ofPage = own(devnet, types, settings.listen().rest(), settings, traces);
        RestServer rest = opened.remember(RestServer.listen(
                settings.listen().rest(),
                queries,
                types.with(Tx.getDefaultInstance()),
                gateway -> new ExplorerPage(
                        new Handler.Sequence(onboarding(settings, contracts, rpc, grpc), gateway),
                        CometServer.calls(node, queries::query, identity, ofPage))));
        return new LocalChain(
                node, new Addresses(rpc.address(), grpc.address(), rest.address()), groundwork.fork(), opened);
    }

    private static SoloNode node(
            Settings settings, ChainHome home, StateMachine machine, ChainGenesis.First first, InstantSource clock)
            throws IOException {
        Map<String, String> defaults = machine.wiring().defaultGenesis(STAKING_DENOM);
        if (settings.beginning() instanceof Beginning.Given(GivenGenesis given)) {
            home.keepValidatorKey(given.key());
            try {
                return SoloNode.open(
                        machine.chain(),
                        machine.database(),
                        given.request(defaults),
                        given.key(),
                        settings.schedule(),
                        clock);
            } catch (IllegalArgumentException | IllegalStateException | ChainException | BadJsonException e) {
                throw new IOException(given.file() + ": " + e.getMessage(), e);
            }
        }
        ConsensusKey key = home.validatorKey();
        RequestInitChain genesis = ChainGenesis.of(
                settings.chainId(), first, settings.config().formats(), defaults, settings.funded(), key);
        return SoloNode.open(machine.chain(), machine.database(), genesis, key, settings.schedule(), clock);
    }

    /** The RPC's own methods for those who come by that address. */
    private static OwnMethods own(
            DevnetMethods devnet, KnownTypes types, ListenAddress address, Settings settings, TraceRpc traces) {
        return OwnMethods.of(new DevnetRpc(devnet, types, Powers.on(address, settings.remotePowers())), traces);
    }

    private static Contracts contracts(Wiring wiring, Chain chain, SoloNode node) {
        AddressFormats formats = wiring.config().formats();
        return new Contracts(
                chain,
                node,
                module(wiring, WasmModule.class).keeper(),
                new UnsignedSending(node, module(wiring, DevnetModule.class), formats),
                formats.account(),
                formats.account().text(Address.ofModule("gov")));
    }

    private static Onboarding onboarding(Settings settings, Contracts contracts, CometServer rpc, Endpoint grpc) {
        return new Onboarding(
                new ChainFacts(
                        settings.chainId(),
                        contracts.format(),
                        settings.beginning().stakingDenom().orElse(FEE_DENOM),
                        settings.beginning().stakingDenom().orElse(STAKING_DENOM),
                        rpc.address().address().getPort(),
                        grpc.address() instanceof ListenAddress.Tcp(var tcp)
                                ? OptionalInt.of(tcp.getPort())
                                : OptionalInt.empty()),
                new DevnetFaucet(contracts.sending(), contracts.format()));
    }

    private static DevnetMethods devnet(Wiring wiring, Contracts contracts) {
        return new DevnetMethods(new DevnetMethods.Around(
                contracts.chain(),
                contracts.node(),
                contracts.sending(),
                wiring.messages(),
                contracts.wasm().contracts(),
                contracts.format(),
                contracts.authority()));
    }

    private static <M extends Module> M module(Wiring wiring, Class<M> kind) {
        return wiring.modules().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow();
    }

    /** Where the servers listen, with the ports that were given where 0 was asked for. */
    public Addresses addresses() {
        return addresses;
    }

    public SoloNode node() {
        return node;
    }

    /** Of what it is a fork. */
    public Optional<ForkOrigin> fork() {
        return fork;
    }

    @Override
    public void close() {
        toClose.close();
    }
}
