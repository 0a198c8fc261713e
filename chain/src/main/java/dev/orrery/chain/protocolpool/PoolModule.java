package dev.orrery.chain.protocolpool;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.Module;
import dev.orrery.chain.ModuleGenesis;
import dev.orrery.chain.QueryRoute;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.QueryStatus;
import dev.orrery.chain.gov.Authority;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.chain.wire.StreamedMessage;
import dev.orrery.proto.cosmos.protocolpool.v1.ContinuousFund;
import dev.orrery.proto.cosmos.protocolpool.v1.GenesisState;
import dev.orrery.proto.cosmos.protocolpool.v1.Params;
import dev.orrery.proto.cosmos.protocolpool.v1.QueryCommunityPoolRequest;
import dev.orrery.proto.cosmos.protocolpool.v1.QueryCommunityPoolResponse;
import dev.orrery.proto.cosmos.protocolpool.v1.QueryContinuousFundRequest;
import dev.orrery.proto.cosmos.protocolpool.v1.QueryContinuousFundResponse;
import dev.orrery.proto.cosmos.protocolpool.v1.QueryContinuousFundsRequest;
import dev.orrery.proto.cosmos.protocolpool.v1.QueryContinuousFundsResponse;
import dev.orrery.proto.cosmos.protocolpool.v1.QueryParamsRequest;
import dev.orrery.proto.cosmos.protocolpool.v1.QueryParamsResponse;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import java.util.List;
import java.util.Optional;

/** The community's coins as a module of the chain; gives nothing away where the genesis has none. */
public record PoolModule(PoolKeeper keeper, Authority authority) implements Module {
    private static final String SERVICE = "/cosmos.protocolpool.v1.Query/";

    @Override
    public String name() {
        return PoolKeys.STORE;
    }

    @Override
    public List<MessageRoute<?>> messages() {
        return new PoolMessages(keeper, addresses(), authority).routes();
    }

    private AddressFormat addresses() {
        return keeper.accounts().formats().account();
    }

    @Override
    public List<QueryRoute<?>> queries() {
        return List.of(
                new QueryRoute<>(SERVICE + "CommunityPool", QueryCommunityPoolRequest.getDefaultInstance(), this::pool),
                new QueryRoute<>(
                        SERVICE + "ContinuousFund", QueryContinuousFundRequest.getDefaultInstance(), this::fund),
                new QueryRoute<>(
                        SERVICE + "ContinuousFunds", QueryContinuousFundsRequest.getDefaultInstance(), this::funds),
                new QueryRoute<>(SERVICE + "Params", QueryParamsRequest.getDefaultInstance(), this::params));
    }

    @Override
    public List<ValidatorUpdate> initGenesis(Context context, ModuleGenesis genesis) {
        GenesisState state = genesis.as(GenesisState.getDefaultInstance());
        PoolKeeper.check(state.getParams());
        PoolKeys.PARAMS.set(context, state.getParams());
        for (ContinuousFund fund : state.getContinuousFundsList()) {
            Address receiver = addresses().parse(fund.getRecipient());
            if (keeper.bank().isBlocked(receiver)) {
                throw new IllegalArgumentException("recipient is blocked in the bank keeper: " + fund.getRecipient());
            }
            if (!PoolKeeper.isOver(context, fund)) {
                PoolKeys.FUNDS.set(context, receiver, fund);
            }
        }
        return List.of();
    }

    @Override
    public Optional<StreamedMessage> exportGenesis(Context context) {
        return PoolKeys.PARAMS
                .get(context)
                .map(params -> StreamedMessage.of(GenesisState.newBuilder()
                        .addAllContinuousFunds(PoolKeeper.funds(context))
                        .setParams(params)
                        .build()));
    }

    @Override
    public void beginBlock(Context context) {
        Optional<Params> params = PoolKeys.PARAMS.get(context);
        if (params.isPresent()
                && Long.remainderUnsigned(context.block().height(), params.get().getDistributionFrequency()) == 0) {
            keeper.distribute(context, params.get());
        }
    }

    private Message pool(Context context, QueryCommunityPoolRequest request) {
        return QueryCommunityPoolResponse.newBuilder()
                .addAllPool(keeper.pool(context).toProto())
                .build();
    }

    private Message fund(Context context, QueryContinuousFundRequest request) {
        Address receiver;
        try {
            receiver = addresses().parse(request.getRecipient());
        } catch (ChainException e) {
            throw QueryStatus.INVALID_ARGUMENT.failure("invalid address: " + e.text());
        }
        return QueryContinuousFundResponse.newBuilder()
                .setContinuousFund(PoolKeys.FUNDS
                        .get(context, receiver)
                        .orElseThrow(() -> QueryStatus.NOT_FOUND.failure("not found " + request.getRecipient())))
                .build();
    }

    private Message funds(Context context, QueryContinuousFundsRequest request) {
        return QueryContinuousFundsResponse.newBuilder()
                .addAllContinuousFunds(PoolKeeper.funds(context))
                .build();
    }

    private Message params(Context context, QueryParamsRequest request) {
        return QueryParamsResponse.newBuilder()
                .setParams(PoolKeys.PARAMS
                        .get(context)
                        .orElseThrow(() -> QueryStatus.NOT_FOUND.failure("params not found")))
                .build();
    }
}
