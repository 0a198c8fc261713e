package dev.orrery.chain.feegrant;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.Module;
import dev.orrery.chain.ModuleGenesis;
import dev.orrery.chain.QueryRoute;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.chain.wire.StreamedMessage;
import dev.orrery.proto.cosmos.feegrant.v1beta1.GenesisState;
import dev.orrery.proto.cosmos.feegrant.v1beta1.Grant;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Allowances for fees as a module of the chain. */
public record FeeGrantModule(FeeGrantKeeper keeper, AddressFormat addresses) implements Module {
    /** Allowances that one block removes. cosmossdk.io/x/feegrant module/abci.go. */
    private static final int PRUNED_BY_BLOCK = 200;

    @Override
    public String name() {
        return FeeGrantKeys.STORE;
    }

    @Override
    public List<MessageRoute<?>> messages() {
        return new FeeGrantMessages(keeper, addresses).routes();
    }

    @Override
    public List<QueryRoute<?>> queries() {
        return new FeeGrantQueries(keeper, addresses).routes();
    }

    @Override
    public List<Message> types() {
        return Allowance.prototypes();
    }

    @Override
    public Optional<Message> defaultGenesis(String stakingDenom) {
        return Optional.of(GenesisState.getDefaultInstance());
    }

    @Override
    public List<ValidatorUpdate> initGenesis(Context context, ModuleGenesis genesis) {
        for (Grant grant : genesis.as(GenesisState.getDefaultInstance()).getAllowancesList()) {
            keeper.grant(
                    context,
                    addresses.parse(grant.getGranter()),
                    addresses.parse(grant.getGrantee()),
                    Allowance.of(grant.getAllowance()));
        }
        return List.of();
    }

    @Override
    public Optional<StreamedMessage> exportGenesis(Context context) {
        return Optional.of(new StreamedMessage(
                GenesisState.getDefaultInstance(),
                Map.of("allowances", FeeGrantKeys.GRANTS.streamed(context, (key, grant) -> grant))));
    }

    @Override
    public List<ValidatorUpdate> endBlock(Context context) {
        keeper.prune(context, PRUNED_BY_BLOCK);
        return List.of();
    }
}
