package dev.orrery.chain.staking;

import dev.orrery.chain.Context;
import dev.orrery.chain.Module;
import dev.orrery.chain.ModuleGenesis;
import dev.orrery.chain.QueryRoute;
import dev.orrery.chain.consensus.ConsensusModule;
import dev.orrery.chain.gov.Authority;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.chain.wire.StreamedMessage;
import dev.orrery.proto.cosmos.staking.v1beta1.GenesisState;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Validators and delegations as a module of the chain; does nothing where the genesis has none. */
public record StakingModule(StakingKeeper keeper, ConsensusModule consensus, Authority authority) implements Module {
    @Override
    public String name() {
        return "staking";
    }

    @Override
    public List<String> stores() {
        return List.of(StakingKeys.STORE);
    }

    @Override
    public List<MessageRoute<?>> messages() {
        return Stream.concat(
                        new ValidatorMessages(keeper, consensus, authority).routes().stream(),
                        new DelegationMessages(keeper).routes().stream())
                .toList();
    }

    @Override
    public List<QueryRoute<?>> queries() {
        return Stream.concat(
                        new ValidatorQueries(keeper).routes().stream(), new DelegationQueries(keeper).routes().stream())
                .toList();
    }

    @Override
    public List<ValidatorUpdate> initGenesis(Context context, ModuleGenesis genesis) {
        return StakingGenesis.init(context, keeper, genesis.as(GenesisState.getDefaultInstance()));
    }

    @Override
    public Optional<StreamedMessage> exportGenesis(Context context) {
        return keeper.isPresent(context)
                ? Optional.of(StreamedMessage.of(StakingGenesis.export(context, keeper)))
                : Optional.empty();
    }

    @Override
    public void restartHeights(Context context) {
        if (keeper.isPresent(context)) {
            new RestartedHeights(keeper).prepare(context);
        }
    }

    @Override
    public void beginBlock(Context context) {
        if (keeper.isPresent(context)) {
            History.track(context, keeper.validators());
        }
    }

    @Override
    public List<ValidatorUpdate> endBlock(Context context) {
        if (!keeper.isPresent(context)) {
            return List.of();
        }
        List<ValidatorUpdate> updates = keeper.validatorSet().apply(context);
        keeper.validatorSet().completeUnbondings(context);
        new Maturity(keeper).complete(context);
        return updates;
    }
}
