package dev.orrery.chain.authz;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.Module;
import dev.orrery.chain.ModuleGenesis;
import dev.orrery.chain.QueryRoute;
import dev.orrery.chain.QueryRouter;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.chain.tx.MessageRouter;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.chain.wire.StreamedMessage;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.cosmos.authz.v1beta1.GenesisState;
import dev.orrery.proto.cosmos.authz.v1beta1.GrantAuthorization;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sending in the name of others as a module of the chain. */
public final class AuthzModule implements Module {
    private final AuthzKeeper keeper;
    private final AddressFormat addresses;
    private Optional<MessageRouter> router = Optional.empty();

    public AuthzModule(AuthzKeeper keeper) {
        this.keeper = keeper;
        addresses = keeper.accounts().formats().account();
    }

    @Override
    public String name() {
        return AuthzKeys.STORE;
    }

    /** Told once, before anything runs, what the modules of the chain have. */
    public void learn(List<AuthorizationKind<?>> kinds) {
        keeper.learn(kinds);
    }

    @Override
    public void connect(MessageRouter messages, QueryRouter queries, KnownTypes types) {
        router = Optional.of(messages);
    }

    @Override
    public List<MessageRoute<?>> messages() {
        return new AuthzMessages(keeper, addresses, () -> router.orElseThrow()).routes();
    }

    @Override
    public List<QueryRoute<?>> queries() {
        return new AuthzQueries(keeper, addresses).routes();
    }

    @Override
    public List<AuthorizationKind<?>> authorizations() {
        return List.of(GenericAuthorization.KIND, StakeAuthorization.KIND);
    }

    @Override
    public Optional<Message> defaultGenesis(String stakingDenom) {
        return Optional.of(GenesisState.getDefaultInstance());
    }

    @Override
    public List<ValidatorUpdate> initGenesis(Context context, ModuleGenesis genesis) {
        for (GrantAuthorization entry :
                genesis.as(GenesisState.getDefaultInstance()).getAuthorizationList()) {
            Optional<Instant> end =
                    entry.hasExpiration() ? Optional.of(Times.instant(entry.getExpiration())) : Optional.empty();
            if (end.filter(time -> time.isBefore(context.block().time())).isEmpty()) {
                keeper.save(
                        context,
                        addresses.parse(entry.getGranter()),
                        addresses.parse(entry.getGrantee()),
                        keeper.read(entry.getAuthorization()),
                        end);
            }
        }
        return List.of();
    }

    @Override
    public Optional<StreamedMessage> exportGenesis(Context context) {
        return Optional.of(new StreamedMessage(
                GenesisState.getDefaultInstance(),
                Map.of("authorization", AuthzKeys.GRANTS.streamed(context, (key, grant) -> {
                    GrantAuthorization.Builder entry = GrantAuthorization.newBuilder()
                            .setGranter(addresses.text(key.first()))
                            .setGrantee(addresses.text(key.second()))
                            .setAuthorization(grant.getAuthorization());
                    return (grant.hasExpiration() ? entry.setExpiration(grant.getExpiration()) : entry).build();
                }))));
    }

    @Override
    public void beginBlock(Context context) {
        keeper.prune(context);
    }
}
