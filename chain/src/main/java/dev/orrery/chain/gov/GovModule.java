package dev.orrery.chain.gov;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.Module;
import dev.orrery.chain.ModuleGenesis;
import dev.orrery.chain.QueryRoute;
import dev.orrery.chain.QueryRouter;
import dev.orrery.chain.auth.AuthKeeper;
import dev.orrery.chain.bank.BankKeeper;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.chain.tx.MessageRouter;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.chain.wire.StreamedMessage;
import dev.orrery.proto.cosmos.gov.v1.GenesisState;
import dev.orrery.proto.cosmos.gov.v1beta1.TextProposal;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Governance as a module of the chain. */
public final class GovModule implements Module {
    private final AuthKeeper accounts;
    private final BankKeeper bank;
    private final Authority authority;
    private final Deposits deposits;
    private final Tally tally;
    private Optional<MessageRouter> router = Optional.empty();

    public GovModule(AuthKeeper accounts, BankKeeper bank, Staking staking, CommunityPool pool, Authority authority) {
        this.accounts = accounts;
        this.bank = bank;
        this.authority = authority;
        deposits = new Deposits(accounts, bank, pool);
        tally = new Tally(accounts.formats(), staking);
    }

    @Override
    public String name() {
        return GovKeys.STORE;
    }

    @Override
    public void connect(MessageRouter messages, QueryRouter queries, KnownTypes types) {
        router = Optional.of(messages);
    }

    @Override
    public List<MessageRoute<?>> messages() {
        GovMessages today = new GovMessages(accounts, deposits, authority, () -> router.orElseThrow());
        return Stream.concat(today.routes().stream(), new LegacyMessages(today, authority).routes().stream())
                .<MessageRoute<?>>map(route -> route)
                .toList();
    }

    @Override
    public List<QueryRoute<?>> queries() {
        GovQueries today = new GovQueries(accounts.formats().account(), tally);
        return Stream.concat(today.routes().stream(), new LegacyQueries(today).routes().stream())
                .<QueryRoute<?>>map(route -> route)
                .toList();
    }

    @Override
    public List<Message> types() {
        return List.of(TextProposal.getDefaultInstance());
    }

    @Override
    public Optional<Message> defaultGenesis(String stakingDenom) {
        return Optional.of(GenesisState.newBuilder()
                .setStartingProposalId(1)
                .setParams(GovParams.defaults(stakingDenom))
                .build());
    }

    @Override
    public List<ValidatorUpdate> initGenesis(Context context, ModuleGenesis genesis) {
        new GovGenesis(accounts, bank).init(context, genesis.as(GenesisState.getDefaultInstance()));
        return List.of();
    }

    @Override
    public Optional<StreamedMessage> exportGenesis(Context context) {
        return GovGenesis.export(context).map(StreamedMessage::of);
    }

    @Override
    public List<ValidatorUpdate> endBlock(Context context) {
        new ProposalEnd(deposits, tally, router.orElseThrow()).run(context);
        return List.of();
    }
}
