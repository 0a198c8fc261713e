package dev.orrery.chain.distribution;

import dev.orrery.chain.Context;
import dev.orrery.chain.Module;
import dev.orrery.chain.ModuleGenesis;
import dev.orrery.chain.QueryRoute;
import dev.orrery.chain.auth.AuthKeeper;
import dev.orrery.chain.bank.BankKeeper;
import dev.orrery.chain.gov.Authority;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.chain.wire.StreamedMessage;
import dev.orrery.proto.cosmos.distribution.v1beta1.GenesisState;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import java.util.List;
import java.util.Optional;

/** Rewards as a module of the chain; does nothing where the genesis has none. */
public record DistributionModule(DistributionKeeper keeper, AuthKeeper accounts, BankKeeper bank, Authority authority)
        implements Module {
    @Override
    public String name() {
        return DistributionKeys.STORE;
    }

    @Override
    public List<MessageRoute<?>> messages() {
        return new DistributionMessages(keeper, accounts.formats(), authority).routes();
    }

    @Override
    public List<QueryRoute<?>> queries() {
        return new DistributionQueries(keeper, accounts.formats()).routes();
    }

    @Override
    public List<ValidatorUpdate> initGenesis(Context context, ModuleGenesis genesis) {
        new DistributionGenesis(accounts, bank).init(context, genesis.as(GenesisState.getDefaultInstance()));
        return List.of();
    }

    @Override
    public Optional<StreamedMessage> exportGenesis(Context context) {
        return DistributionKeys.PARAMS.has(context)
                ? Optional.of(StreamedMessage.of(new DistributionGenesis(accounts, bank).export(context)))
                : Optional.empty();
    }

    @Override
    public void restartHeights(Context context) {
        if (DistributionKeys.PARAMS.has(context)) {
            new RestartedHeights(keeper, accounts.formats()).prepare(context);
        }
    }

    @Override
    public void beginBlock(Context context) {
        if (!DistributionKeys.PARAMS.has(context)) {
            return;
        }
        if (context.block().height() > 1) {
            keeper.allocate(context, context.block().lastCommit().getVotesList());
            keeper.community().handOn(context);
        }
        DistributionGenesis.setProposer(context, context.block().proposer());
    }
}
