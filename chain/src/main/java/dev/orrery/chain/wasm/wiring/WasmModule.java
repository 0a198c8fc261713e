package dev.orrery.chain.wasm.wiring;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.Module;
import dev.orrery.chain.ModuleGenesis;
import dev.orrery.chain.QueryRoute;
import dev.orrery.chain.QueryRouter;
import dev.orrery.chain.Wiring.Keepers;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.authz.AuthorizationKind;
import dev.orrery.chain.ibchost.ContractIbcMessages;
import dev.orrery.chain.ibchost.HostIbc;
import dev.orrery.chain.tx.AnteStep;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.chain.tx.MessageRouter;
import dev.orrery.chain.tx.Signers;
import dev.orrery.chain.wasm.DebugLog;
import dev.orrery.chain.wasm.MessageEncoder;
import dev.orrery.chain.wasm.Messenger;
import dev.orrery.chain.wasm.QueryPlugins;
import dev.orrery.chain.wasm.WasmAuthorizations;
import dev.orrery.chain.wasm.WasmGenesis;
import dev.orrery.chain.wasm.WasmKeeper;
import dev.orrery.chain.wasm.WasmKeys;
import dev.orrery.chain.wasm.WasmMessages;
import dev.orrery.chain.wasm.WasmParams;
import dev.orrery.chain.wasm.WasmQueryService;
import dev.orrery.chain.wasm.WasmSteps;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.chain.wire.StreamedMessage;
import dev.orrery.proto.cosmwasm.wasm.v1.GenesisState;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import dev.orrery.vm.Vm;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Contracts as a module of the chain. wasmd x/wasm/module.go. */
public final class WasmModule implements Module {
    private final WasmKeeper keeper;
    private final WasmQueryService service;
    private final WasmSteps steps;
    private final AddressFormat format;
    private Optional<Connected> connected = Optional.empty();

    /**
     * How the node that runs the module is set up. wasmd x/wasm/types/types.go: NodeConfig.
     *
     * @param smartQueryGas SDK gas that a contract may use to answer somebody outside the chain
     * @param simulationGas most SDK gas of a simulation; absent: what a block may use
     * @param acceptedQueries paths of queries that contracts may make of any module; part of the chain's rules
     * @param debug takes what contracts print
     */
    public record Settings(
            long smartQueryGas, OptionalLong simulationGas, Set<String> acceptedQueries, DebugLog debug) {
        /** wasmd: defaultSmartQueryGasLimit. */
        private static final long SMART_QUERY_GAS = 3_000_000;

        public static final Settings DEFAULT =
                new Settings(SMART_QUERY_GAS, OptionalLong.empty(), Set.of(), DebugLog.NONE);

        public Settings {
            acceptedQueries = Set.copyOf(acceptedQueries);
        }

        public Settings withSimulationGas(long limit) {
            return new Settings(smartQueryGas, OptionalLong.of(limit), acceptedQueries, debug);
        }

        public Settings withAcceptedQueries(Set<String> paths) {
            return new Settings(smartQueryGas, simulationGas, paths, debug);
        }

        public Settings withDebug(DebugLog log) {
            return new Settings(smartQueryGas, simulationGas, acceptedQueries, log);
        }
    }

    /** The chain, once it is put together: it is made of this module, too. */
    private record Connected(MessageRouter messages, QueryRouter queries, KnownTypes types) {}

    /** Contracts of a chain without IBC. */
    public WasmModule(Vm vm, Keepers keepers, Settings settings) {
        this(vm, keepers, settings, Optional.empty());
    }

    /** Contracts of a chain with IBC, whose modules are told of {@link #keeper}'s calls afterwards. */
    public WasmModule(Vm vm, Keepers keepers, Settings settings, HostIbc ibc) {
        this(vm, keepers, settings, Optional.of(ibc));
    }

    private WasmModule(Vm vm, Keepers keepers, Settings settings, Optional<HostIbc> ibc) {
        Optional<ContractIbcMessages> ibcMessages = ibc.map(HostIbc::contractMessages);
        format = keepers.config().formats().account();
        keeper = new WasmKeeper(new WasmKeeper.Surroundings(
                vm,
                format,
                new AuthAccounts(keepers.auth(), keepers.bank()),
                new BankCoins(keepers.auth(), keepers.bank()),
                keepers.authority().address(),
                new AcceptedQueries(settings.acceptedQueries(), () -> chain().queries(), () -> chain().types())
                        .in(plugins(keepers, ibc)),
                new RoutedMessages(
                        () -> chain().messages(), new Signers(keepers.config().formats())),
                ibcMessages.<MessageEncoder.IbcEncoder>map(messages -> messages).orElse(MessageEncoder.IbcEncoder.NONE),
                ibcMessages.<Messenger.Handler>map(messages -> messages).stream()
                        .toList(),
                settings.debug()));
        service = new WasmQueryService(keeper, format, settings.smartQueryGas(), vm.limits());
        steps = new WasmSteps(settings.simulationGas(), keepers.consensus()::maxBlockGas);
    }

    private QueryPlugins plugins(Keepers keepers, Optional<HostIbc> ibc) {
        QueryPlugins plugins = ibc.map(host -> QueryPlugins.NONE.withIbc(host.contractQueries(this::portOf)))
                .orElse(QueryPlugins.NONE);
        return plugins.withBank(new BankQuestions(keepers.bank(), format))
                .withStaking(
                        new StakingQuestions(keepers.staking(), keepers.config().formats(), () -> chain().queries()))
                .withDistribution(new DistributionQuestions(() -> chain().queries()));
    }

    private String portOf(Context ctx, Address contract) {
        return keeper.contracts().get(ctx, contract).getIbcPortId();
    }

    public WasmKeeper keeper() {
        return keeper;
    }

    @Override
    public String name() {
        return WasmKeys.STORE;
    }

    @Override
    public void connect(MessageRouter messageRouter, QueryRouter queryRouter, KnownTypes knownTypes) {
        connected = Optional.of(new Connected(messageRouter, queryRouter, knownTypes));
    }

    private Connected chain() {
        return connected.orElseThrow(() -> new IllegalStateException("the module is not connected"));
    }

    @Override
    public List<MessageRoute<?>> messages() {
        List<MessageRoute<?>> routes = new ArrayList<>();
        WasmMessages handler = keeper.messages();
        for (Message prototype : WasmMessages.prototypes()) {
            routes.add(new MessageRoute<>(prototype, handler::check, handler::run));
        }
        return routes;
    }

    @Override
    public List<QueryRoute<?>> queries() {
        return service.routes();
    }

    @Override
    public List<AuthorizationKind<?>> authorizations() {
        return WasmAuthorizations.kinds(format);
    }

    @Override
    public List<Message> types() {
        return WasmAuthorizations.types();
    }

    @Override
    public List<AnteStep> anteSteps() {
        return steps.all();
    }

    @Override
    public Optional<Message> defaultGenesis(String stakingDenom) {
        return Optional.of(GenesisState.newBuilder()
                .setParams(WasmParams.DEFAULT.toProto())
                .build());
    }

    @Override
    public List<ValidatorUpdate> initGenesis(Context context, ModuleGenesis genesis) {
        new WasmGenesis(keeper, format).init(context, genesis.as(GenesisState.getDefaultInstance()));
        return List.of();
    }

    @Override
    public Optional<StreamedMessage> exportGenesis(Context context) {
        return new WasmGenesis(keeper, format).export(context);
    }

    /** Of codes the state has only checksums. */
    @Override
    public void writeOutside(Context context, DataOutput out) throws IOException {
        keeper.codes().export(context, out);
    }

    @Override
    public void readOutside(Context context, DataInput in) throws IOException {
        keeper.codes().takeOver(context, in);
    }

    /** The VM's memory is not part of the state, so it is told again what is pinned. */
    @Override
    public void resume(Context context) {
        keeper.codes().restorePins(context);
    }
}
