package dev.orrery.chain.auth;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.Module;
import dev.orrery.chain.ModuleGenesis;
import dev.orrery.chain.QueryRoute;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.chain.tx.PublicKey;
import dev.orrery.chain.wire.StreamedMessage;
import dev.orrery.proto.cosmos.auth.v1beta1.GenesisState;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Accounts as a module of the chain.
 *
 * @param authority who may change parameters
 */
public record AuthModule(AuthKeeper keeper, String authority) implements Module {
    @Override
    public String name() {
        return "auth";
    }

    @Override
    public List<String> stores() {
        return List.of(AuthKeys.STORE);
    }

    @Override
    public List<MessageRoute<?>> messages() {
        return new AuthMessages(keeper, authority).routes();
    }

    @Override
    public List<QueryRoute<?>> queries() {
        return new AuthQueries(keeper).routes();
    }

    @Override
    public List<Message> types() {
        return Stream.concat(PublicKey.prototypes().stream(), Account.prototypes().stream())
                .toList();
    }

    @Override
    public Optional<Message> defaultGenesis(String stakingDenom) {
        return Optional.of(
                GenesisState.newBuilder().setParams(AuthGenesis.defaultParams()).build());
    }

    @Override
    public List<ValidatorUpdate> initGenesis(Context context, ModuleGenesis genesis) {
        AuthGenesis.init(context, keeper, genesis.as(GenesisState.getDefaultInstance()));
        return List.of();
    }

    @Override
    public Optional<StreamedMessage> exportGenesis(Context context) {
        return Optional.of(AuthGenesis.export(context, keeper));
    }
}
