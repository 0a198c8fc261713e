package dev.orrery.chain;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.auth.AuthKeeper;
import dev.orrery.chain.auth.AuthModule;
import dev.orrery.chain.auth.AuthSteps;
import dev.orrery.chain.auth.FeeStep;
import dev.orrery.chain.auth.ImpersonatedAccounts;
import dev.orrery.chain.auth.Impersonation;
import dev.orrery.chain.authz.AuthzKeeper;
import dev.orrery.chain.authz.AuthzModule;
import dev.orrery.chain.bank.BankKeeper;
import dev.orrery.chain.bank.BankModule;
import dev.orrery.chain.circuit.CircuitModule;
import dev.orrery.chain.consensus.ConsensusModule;
import dev.orrery.chain.distribution.DistributionKeeper;
import dev.orrery.chain.distribution.DistributionModule;
import dev.orrery.chain.epochs.EpochsModule;
import dev.orrery.chain.evidence.EvidenceModule;
import dev.orrery.chain.feegrant.FeeGrantKeeper;
import dev.orrery.chain.feegrant.FeeGrantModule;
import dev.orrery.chain.gov.Authority;
import dev.orrery.chain.gov.GovModule;
import dev.orrery.chain.mint.MintModule;
import dev.orrery.chain.protocolpool.PoolKeeper;
import dev.orrery.chain.protocolpool.PoolModule;
import dev.orrery.chain.slashing.SlashingKeeper;
import dev.orrery.chain.slashing.SlashingModule;
import dev.orrery.chain.staking.StakingKeeper;
import dev.orrery.chain.staking.StakingModule;
import dev.orrery.chain.tx.AnteChain;
import dev.orrery.chain.tx.AnteStep;
import dev.orrery.chain.tx.LegacyJson;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.chain.tx.MessageRouter;
import dev.orrery.chain.tx.SignBytes;
import dev.orrery.chain.tx.Signers;
import dev.orrery.chain.tx.TxDecoder;
import dev.orrery.chain.tx.TxRunner;
import dev.orrery.chain.vesting.VestingModule;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.chain.wire.ProtoJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The modules of a chain and how they are connected. The order of the list is the order of genesis, and of what modules do to
 * transactions; it is wasmd's (app/app.go).
 */
public final class Wiring {
    /** What accounts of modules may do. wasmd app/app.go: maccPerms. */
    private static final Map<String, List<String>> PERMISSIONS = Map.ofEntries(
            Map.entry("fee_collector", List.of()),
            Map.entry("distribution", List.of()),
            Map.entry("mint", List.of("minter")),
            Map.entry("bonded_tokens_pool", List.of("burner", "staking")),
            Map.entry("not_bonded_tokens_pool", List.of("burner", "staking")),
            Map.entry("gov", List.of("burner")),
            Map.entry("nft", List.of()),
            Map.entry("protocolpool", List.of()),
            Map.entry("protocolpool_escrow", List.of()),
            Map.entry("transfer", List.of("minter", "burner")),
            Map.entry("interchainaccounts", List.of()),
            Map.entry("wasm", List.of("burner")));

    /** wasmd app/app.go: SetOrderBeginBlockers. */
    private static final List<String> BEGIN_ORDER = List.of(
            "mint",
            "distribution",
            "protocolpool",
            "slashing",
            "evidence",
            "staking",
            "authz",
            "epochs",
            "transfer",
            "ibc",
            "wasm");

    /** wasmd app/app.go: SetOrderEndBlockers. */
    private static final List<String> END_ORDER = List.of("gov", "staking", "feegrant", "transfer", "ibc", "wasm");

    private final ChainConfig config;
    private final ConsensusModule consensus;
    private final Keepers keepers;
    private final List<Module> modules;
    private final List<Module> beginOrder;
    private final List<Module> endOrder;
    private final KnownTypes types;
    private final MessageRouter messages;
    private final QueryRouter queries;
    private final TxRunner runner;
    private final GenesisTransactions genesisTransactions;

    /** Keepers that other modules build on. */
    public record Keepers(
            ChainConfig config,
            AuthKeeper auth,
            BankKeeper bank,
            StakingKeeper staking,
            DistributionKeeper distribution,
            ConsensusModule consensus,
            Authority authority) {}

    /**
     * @param more modules beside the ones of every chain, such as contracts
     */
    public Wiring(ChainConfig config, Function<Keepers, List<Module>> more) {
        this.config = config;
        AuthKeeper auth = new AuthKeeper(config.formats(), PERMISSIONS);
        BankKeeper bank = new BankKeeper(auth, blocked(auth));
        Authority authority = new Authority(auth.text(auth.moduleAddress("gov")));
        consensus = new ConsensusModule(authority);
        AuthzModule authz = new AuthzModule(new AuthzKeeper(auth, bank::isBlocked));
        FeeGrantKeeper grants = new FeeGrantKeeper(auth, bank::isBlocked);
        CircuitModule circuit = new CircuitModule();
        StakingKeeper staking = new StakingKeeper(auth, bank);
        DistributionKeeper distribution = new DistributionKeeper(auth, bank, staking);
        SlashingKeeper slashing = new SlashingKeeper(staking, config.formats().consensus());
        staking.setHooks(List.of(distribution.hooks(), slashing.hooks()));
        PoolKeeper pool = new PoolKeeper(auth, bank);
        modules = new ArrayList<>(List.of(
                new AuthModule(auth, authority.address()),
                new BankModule(bank, config.formats().account(), authority),
                new DistributionModule(distribution, auth, bank, authority),
                new StakingModule(staking, consensus, authority),
                new SlashingModule(slashing, authority),
                new GovModule(auth, bank, staking, pool::fund, authority),
                new MintModule(auth, bank, staking, authority),
                new EvidenceModule(slashing, consensus),
                authz,
                new FeeGrantModule(grants, config.formats().account()),
                new VestingModule(auth, bank),
                consensus,
                new EpochsModule(),
                new PoolModule(pool, authority)));
        keepers = new Keepers(config, auth, bank, staking, distribution, consensus, authority);
        modules.addAll(more.apply(keepers));
        modules.add(circuit); // asks last of all that look at a transaction early
        authz.learn(modules.stream()
                .flatMap(module -> module.authorizations().stream())
                .toList());
        types = KnownTypes.of(typesOf(modules));
        messages = new MessageRouter(
                modules.stream().flatMap(module -> module.messages().stream()).toList(), circuit);
        queries = new QueryRouter(
                modules.stream().flatMap(module -> module.queries().stream()).toList());
        modules.forEach(module -> module.connect(messages, queries, types));
        runner = runner(auth, bank, grants);
        genesisTransactions = new GenesisTransactions(runner, staking);
        beginOrder = ordered(BEGIN_ORDER);
        endOrder = ordered(END_ORDER);
    }

    private TxRunner runner(AuthKeeper auth, BankKeeper bank, FeeStep.Allowances grants) {
        List<AnteStep> steps = new ArrayList<>();
        modules.forEach(module -> steps.addAll(module.anteSteps()));
        List<AnteStep> unsigned = new ArrayList<>(steps);
        unsigned.addAll(AuthSteps.unsigned(auth));
        FeeStep fee = new FeeStep(
                auth,
                bank::sendToModule,
                grants,
                config.minGasPrices(),
                config.simulatesFees() ? Optional.of(bank::smallestSpendable) : Optional.empty());
        steps.addAll(AuthSteps.all(
                auth, fee, new SignBytes(new LegacyJson(types)), new ImpersonatedAccounts(config.impersonation())));
        for (Module module : modules) {
            steps.addAll(module.lateAnteSteps());
            unsigned.addAll(module.lateAnteSteps());
        }
        return new TxRunner(
                new TxDecoder(types, new Signers(config.formats())),
                new AnteChain(
                        steps,
                        config.impersonation() == Impersonation.BY_THE_NODE ? Optional.of(unsigned) : Optional.empty()),
                messages,
                consensus::maxBlockGas);
    }

    /** Nobody sends to accounts of modules, except to governance. wasmd app/app.go: BlockedAddresses. */
    private static Set<Address> blocked(AuthKeeper auth) {
        return auth.moduleNames().stream()
                .filter(name -> !name.equals("gov"))
                .map(auth::moduleAddress)
                .collect(Collectors.toSet());
    }

    /** Messages, their responses, and what modules name beside. */
    private static List<Message> typesOf(List<Module> modules) {
        List<Message> types = new ArrayList<>();
        for (Module module : modules) {
            types.addAll(module.types());
            module.authorizations().forEach(kind -> types.add(kind.prototype()));
            for (MessageRoute<?> route : module.messages()) {
                types.add(route.prototype());
                types.add(DynamicMessage.getDefaultInstance(
                        responseOf(route.prototype().getDescriptorForType())));
            }
        }
        return types;
    }

    private static Descriptor responseOf(Descriptor request) {
        for (ServiceDescriptor service : request.getFile().getServices()) {
            for (MethodDescriptor method : service.getMethods()) {
                if (method.getInputType().equals(request)) {
                    return method.getOutputType();
                }
            }
        }
        throw new IllegalStateException(request.getFullName() + " is not a message of a service");
    }

    public ChainConfig config() {
        return config;
    }

    public ConsensusModule consensus() {
        return consensus;
    }

    public List<Module> modules() {
        return List.copyOf(modules);
    }

    /**
     * A genesis as the reference's {@code init} writes it, in JSON by the names of the modules.
     *
     * @param stakingDenom the token that stakes and deposits are made in
     */
    public SortedMap<String, String> defaultGenesis(String stakingDenom) {
        ProtoJson json = new ProtoJson(types);
        SortedMap<String, String> parts = new TreeMap<>();
        for (Module module : modules) {
            module.defaultGenesis(stakingDenom).ifPresent(part -> parts.put(module.name(), json.print(part)));
        }
        return parts;
    }

    /** Addresses of the accounts that modules have. */
    public static Set<Address> moduleAddresses() {
        return PERMISSIONS.keySet().stream().map(Address::ofModule).collect(Collectors.toSet());
    }

    /** Modules in the order in which they begin a block; those without a place begin last. */
    List<Module> beginOrder() {
        return beginOrder;
    }

    /** Modules in the order in which they end a block. */
    List<Module> endOrder() {
        return endOrder;
    }

    private List<Module> ordered(List<String> names) {
        return modules.stream()
                .sorted(Comparator.comparingInt(
                        module -> names.contains(module.name()) ? names.indexOf(module.name()) : names.size()))
                .toList();
    }

    /** Names of all stores. */
    public List<String> stores() {
        return modules.stream()
                .flatMap(module -> module.stores().stream())
                .distinct()
                .sorted()
                .toList();
    }

    public KnownTypes types() {
        return types;
    }

    public QueryRouter queries() {
        return queries;
    }

    public MessageRouter messages() {
        return messages;
    }

    public TxRunner runner() {
        return runner;
    }

    Keepers keepers() {
        return keepers;
    }

    GenesisTransactions genesisTransactions() {
        return genesisTransactions;
    }
}
