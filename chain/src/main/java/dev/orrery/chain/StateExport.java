package dev.orrery.chain;

import dev.orrery.chain.auth.AuthKeeper;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.staking.Shares;
import dev.orrery.chain.state.CommittedState;
import dev.orrery.chain.tx.PublicKey;
import dev.orrery.chain.wire.ProtoJson;
import dev.orrery.proto.cosmos.base.query.v1beta1.PageRequest;
import dev.orrery.proto.tendermint.types.ConsensusParams;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A committed state as the genesis of another chain. One thread; close it. */
public final class StateExport implements AutoCloseable {
    /**
     * Parts of modules that wasmd has and this chain has not, as wasmd writes them where nobody used the module: it does not begin well
     * without.
     */
    private static final Map<String, String> UNUSED = Map.of(
            "circuit",
            "{\"account_permissions\":[],\"disabled_type_urls\":[]}",
            GenesisTransactions.PART,
            "{\"gen_txs\":[]}",
            "group",
            "{\"group_seq\":\"0\",\"groups\":[],\"group_members\":[],\"group_policy_seq\":\"0\",\"group_policies\":[],"
                    + "\"proposal_seq\":\"0\",\"proposals\":[],\"votes\":[]}",
            "interchainaccounts",
            "{\"controller_genesis_state\":{\"active_channels\":[],\"interchain_accounts\":[],\"ports\":[],\"params\":"
                    + "{\"controller_enabled\":true}},\"host_genesis_state\":{\"active_channels\":[],"
                    + "\"interchain_accounts\":[],\"port\":\"icahost\",\"params\":{\"host_enabled\":true,"
                    + "\"allow_messages\":[\"*\"]}}}",
            "nft",
            "{\"classes\":[],\"entries\":[]}",
            "upgrade",
            "{}",
            "vesting",
            "{}");

    private final Wiring wiring;
    private final CommittedState state;
    private final Context context;

    StateExport(Wiring wiring, CommittedState state, Context context) {
        this.wiring = wiring;
        this.state = state;
        this.context = context;
    }

    public String chainId() {
        return context.block().chainId();
    }

    /** Of the block that the state is that after. */
    public long height() {
        return context.block().height();
    }

    public Instant time() {
        return context.block().time();
    }

    public ConsensusParams consensusParams() {
        return wiring.consensus().params(context);
    }

    /**
     * @throws ChainException if the addresses in the state begin otherwise than this chain's
     */
    public void requireOwnAddresses() {
        AuthKeeper accounts = wiring.keepers().auth();
        accounts.accounts(context, PageRequest.newBuilder().setLimit(1).build())
                .items()
                .forEach(accounts::addressOf);
    }

    /** One who votes on the next block. */
    public record Voter(PublicKey key, long power, String moniker) {}

    /** Empty where the chain leaves it to its engine who votes. */
    public List<Voter> voters() {
        return wiring.keepers().staking().validators().last(context).stream()
                .map(validator -> new Voter(
                        PublicKey.of(validator.getConsensusPubkey()),
                        Shares.power(validator),
                        validator.getDescription().getMoniker()))
                .toList();
    }

    /** Makes it the state of a chain that begins to count its blocks anew: pays out rewards, and forgets heights. */
    public void restartHeights() {
        wiring.modules().forEach(module -> module.restartHeights(context));
    }

    /**
     * Writes the state as JSON by the names of modules.
     *
     * @throws UncheckedIOException if it can't be written
     */
    public void write(Appendable out) {
        ProtoJson json = new ProtoJson(wiring.types());
        SortedMap<String, Runnable> parts = new TreeMap<>();
        UNUSED.forEach((name, text) -> parts.put(name, () -> ProtoJson.append(text, out)));
        for (Module module : wiring.modules()) {
            module.exportGenesis(context).ifPresent(part -> parts.put(module.name(), () -> json.print(part, out)));
        }
        String separator = "{";
        for (Map.Entry<String, Runnable> part : parts.entrySet()) {
            ProtoJson.append(separator + "\"" + part.getKey() + "\":", out);
            part.getValue().run();
            separator = ",";
        }
        ProtoJson.append("}", out);
    }

    @Override
    public void close() {
        state.close();
    }
}
