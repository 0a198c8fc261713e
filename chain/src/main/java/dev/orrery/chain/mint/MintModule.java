package dev.orrery.chain.mint;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.Module;
import dev.orrery.chain.ModuleGenesis;
import dev.orrery.chain.QueryRoute;
import dev.orrery.chain.auth.AuthKeeper;
import dev.orrery.chain.bank.BankKeeper;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.gov.Authority;
import dev.orrery.chain.staking.Pools;
import dev.orrery.chain.staking.StakingKeeper;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.chain.wire.StreamedMessage;
import dev.orrery.proto.cosmos.mint.v1beta1.GenesisState;
import dev.orrery.proto.cosmos.mint.v1beta1.Minter;
import dev.orrery.proto.cosmos.mint.v1beta1.MsgUpdateParams;
import dev.orrery.proto.cosmos.mint.v1beta1.MsgUpdateParamsResponse;
import dev.orrery.proto.cosmos.mint.v1beta1.Params;
import dev.orrery.proto.cosmos.mint.v1beta1.QueryAnnualProvisionsRequest;
import dev.orrery.proto.cosmos.mint.v1beta1.QueryAnnualProvisionsResponse;
import dev.orrery.proto.cosmos.mint.v1beta1.QueryInflationRequest;
import dev.orrery.proto.cosmos.mint.v1beta1.QueryInflationResponse;
import dev.orrery.proto.cosmos.mint.v1beta1.QueryParamsRequest;
import dev.orrery.proto.cosmos.mint.v1beta1.QueryParamsResponse;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** Minting as a module of the chain; does nothing where the genesis has none. Cosmos SDK x/mint. */
public record MintModule(AuthKeeper accounts, BankKeeper bank, StakingKeeper staking, Authority authority)
        implements Module {
    private static final String ACCOUNT = "mint";
    private static final String FEE_COLLECTOR = "fee_collector";
    private static final String SERVICE = "/cosmos.mint.v1beta1.Query/";

    @Override
    public String name() {
        return MintKeys.STORE;
    }

    @Override
    public List<MessageRoute<?>> messages() {
        return List.of(MessageRoute.of(MsgUpdateParams.getDefaultInstance(), this::update));
    }

    @Override
    public List<QueryRoute<?>> queries() {
        return List.of(
                new QueryRoute<>(SERVICE + "Params", QueryParamsRequest.getDefaultInstance(), this::params),
                new QueryRoute<>(SERVICE + "Inflation", QueryInflationRequest.getDefaultInstance(), this::inflation),
                new QueryRoute<>(
                        SERVICE + "AnnualProvisions",
                        QueryAnnualProvisionsRequest.getDefaultInstance(),
                        this::annualProvisions));
    }

    @Override
    public List<ValidatorUpdate> initGenesis(Context context, ModuleGenesis genesis) {
        GenesisState state = genesis.as(GenesisState.getDefaultInstance());
        MintParams.check(state.getParams());
        MintKeys.MINTER.set(context, state.getMinter());
        MintKeys.PARAMS.set(context, state.getParams());
        accounts.moduleAccount(context, ACCOUNT);
        return List.of();
    }

    @Override
    public Optional<StreamedMessage> exportGenesis(Context context) {
        return MintKeys.PARAMS
                .get(context)
                .map(params -> StreamedMessage.of(GenesisState.newBuilder()
                        .setMinter(minter(context))
                        .setParams(params)
                        .build()));
    }

    @Override
    public void beginBlock(Context context) {
        Optional<Params> params = MintKeys.PARAMS.get(context);
        if (params.isEmpty()) {
            return;
        }
        Inflation inflation = new Inflation(params.get());
        Pools pools = staking.pools();
        BigInteger supply = pools.supply(context);
        Decimal bondedRatio = pools.bondedRatio(context);
        Minter minter = inflation.next(minter(context), bondedRatio, supply);
        MintKeys.MINTER.set(context, minter);
        Coin minted = inflation.ofBlock(minter);
        Coins coins = Coins.sum(List.of(minted));
        if (!coins.isEmpty()) {
            bank.mint(context, ACCOUNT, coins);
        }
        bank.sendBetweenModules(context, ACCOUNT, FEE_COLLECTOR, coins);
        context.events()
                .emit(
                        "mint",
                        "bonded_ratio",
                        bondedRatio.toString(),
                        "inflation",
                        Decimal.ofDigits(minter.getInflation()).toString(),
                        "annual_provisions",
                        Decimal.ofDigits(minter.getAnnualProvisions()).toString(),
                        "amount",
                        minted.amount().toString());
    }

    private static Minter minter(Context context) {
        return MintKeys.MINTER.get(context).orElse(Minter.getDefaultInstance());
    }

    private Message update(Context context, MsgUpdateParams message) {
        authority.require(message.getAuthority());
        MintParams.check(message.getParams());
        MintKeys.PARAMS.set(context, message.getParams());
        return MsgUpdateParamsResponse.getDefaultInstance();
    }

    private Message params(Context context, QueryParamsRequest request) {
        return QueryParamsResponse.newBuilder()
                .setParams(MintKeys.PARAMS.get(context).orElse(Params.getDefaultInstance()))
                .build();
    }

    private Message inflation(Context context, QueryInflationRequest request) {
        return QueryInflationResponse.newBuilder()
                .setInflation(ByteString.copyFromUtf8(minter(context).getInflation()))
                .build();
    }

    private Message annualProvisions(Context context, QueryAnnualProvisionsRequest request) {
        return QueryAnnualProvisionsResponse.newBuilder()
                .setAnnualProvisions(ByteString.copyFromUtf8(minter(context).getAnnualProvisions()))
                .build();
    }
}
