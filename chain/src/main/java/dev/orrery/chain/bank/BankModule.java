package dev.orrery.chain.bank;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.Module;
import dev.orrery.chain.ModuleGenesis;
import dev.orrery.chain.QueryRoute;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.authz.AuthorizationKind;
import dev.orrery.chain.gov.Authority;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.chain.wire.StreamedMessage;
import dev.orrery.proto.cosmos.bank.v1beta1.GenesisState;
import dev.orrery.proto.cosmos.bank.v1beta1.Params;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import java.util.List;
import java.util.Optional;

/** Coins as a module of the chain. */
public record BankModule(BankKeeper keeper, AddressFormat addresses, Authority authority) implements Module {
    @Override
    public String name() {
        return "bank";
    }

    @Override
    public List<MessageRoute<?>> messages() {
        return new BankMessages(keeper, addresses, authority).routes();
    }

    @Override
    public List<QueryRoute<?>> queries() {
        return new BankQueries(keeper, addresses).routes();
    }

    @Override
    public List<AuthorizationKind<?>> authorizations() {
        return List.of(SendAuthorization.KIND);
    }

    @Override
    public Optional<Message> defaultGenesis(String stakingDenom) {
        return Optional.of(GenesisState.newBuilder()
                .setParams(Params.newBuilder().setDefaultSendEnabled(true))
                .build());
    }

    @Override
    public List<ValidatorUpdate> initGenesis(Context context, ModuleGenesis genesis) {
        BankGenesis.init(context, keeper, addresses, genesis.as(GenesisState.getDefaultInstance()));
        return List.of();
    }

    @Override
    public Optional<StreamedMessage> exportGenesis(Context context) {
        return Optional.of(BankGenesis.export(context, keeper, addresses));
    }
}
