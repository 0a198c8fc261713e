package dev.orrery.chain.slashing;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.Module;
import dev.orrery.chain.ModuleGenesis;
import dev.orrery.chain.QueryRoute;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.collection.FilteredPage;
import dev.orrery.chain.collection.Page;
import dev.orrery.chain.collection.StoreMap;
import dev.orrery.chain.error.QueryStatus;
import dev.orrery.chain.gov.Authority;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.chain.wire.StreamedMessage;
import dev.orrery.proto.cosmos.slashing.v1beta1.GenesisState;
import dev.orrery.proto.cosmos.slashing.v1beta1.MissedBlock;
import dev.orrery.proto.cosmos.slashing.v1beta1.MsgUnjail;
import dev.orrery.proto.cosmos.slashing.v1beta1.MsgUnjailResponse;
import dev.orrery.proto.cosmos.slashing.v1beta1.MsgUpdateParams;
import dev.orrery.proto.cosmos.slashing.v1beta1.MsgUpdateParamsResponse;
import dev.orrery.proto.cosmos.slashing.v1beta1.QueryParamsRequest;
import dev.orrery.proto.cosmos.slashing.v1beta1.QueryParamsResponse;
import dev.orrery.proto.cosmos.slashing.v1beta1.QuerySigningInfoRequest;
import dev.orrery.proto.cosmos.slashing.v1beta1.QuerySigningInfoResponse;
import dev.orrery.proto.cosmos.slashing.v1beta1.QuerySigningInfosRequest;
import dev.orrery.proto.cosmos.slashing.v1beta1.QuerySigningInfosResponse;
import dev.orrery.proto.cosmos.slashing.v1beta1.SigningInfo;
import dev.orrery.proto.cosmos.slashing.v1beta1.ValidatorMissedBlocks;
import dev.orrery.proto.cosmos.slashing.v1beta1.ValidatorSigningInfo;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import java.util.List;
import java.util.Optional;

/** Watching signatures as a module of the chain; does nothing where the genesis has none. Cosmos SDK x/slashing. */
public record SlashingModule(SlashingKeeper keeper, Authority authority) implements Module {
    private static final String SERVICE = "/cosmos.slashing.v1beta1.Query/";

    @Override
    public String name() {
        return SlashingKeys.STORE;
    }

    @Override
    public List<MessageRoute<?>> messages() {
        return List.of(
                MessageRoute.of(MsgUnjail.getDefaultInstance(), this::unjail),
                MessageRoute.of(MsgUpdateParams.getDefaultInstance(), this::update));
    }

    @Override
    public List<QueryRoute<?>> queries() {
        return List.of(
                new QueryRoute<>(SERVICE + "Params", QueryParamsRequest.getDefaultInstance(), this::params),
                new QueryRoute<>(
                        SERVICE + "SigningInfo", QuerySigningInfoRequest.getDefaultInstance(), this::signingInfo),
                new QueryRoute<>(
                        SERVICE + "SigningInfos", QuerySigningInfosRequest.getDefaultInstance(), this::signingInfos));
    }

    @Override
    public List<ValidatorUpdate> initGenesis(Context context, ModuleGenesis genesis) {
        GenesisState state = genesis.as(GenesisState.getDefaultInstance());
        SlashingParams params = new SlashingParams(state.getParams());
        params.check();
        keeper.staking().validators().all(context).forEach(each -> SlashingKeeper.addPublicKey(context, each));
        for (SigningInfo info : state.getSigningInfosList()) {
            SlashingKeys.SIGNING_INFOS.set(context, address(info.getAddress()), info.getValidatorSigningInfo());
        }
        for (ValidatorMissedBlocks blocks : state.getMissedBlocksList()) {
            Address address = address(blocks.getAddress());
            for (MissedBlock block : blocks.getMissedBlocksList()) {
                MissedBlocks.set(context, address, block.getIndex(), block.getMissed());
            }
        }
        params.write(context);
        return List.of();
    }

    @Override
    public Optional<StreamedMessage> exportGenesis(Context context) {
        if (!SlashingKeys.PARAMS.has(context)) {
            return Optional.empty();
        }
        SlashingParams params = SlashingParams.read(context);
        GenesisState.Builder genesis = GenesisState.newBuilder().setParams(params.message());
        for (StoreMap.Entry<Address, ValidatorSigningInfo> entry : SlashingKeys.SIGNING_INFOS.entries(context)) {
            String address = keeper.consensusAddresses().text(entry.key());
            genesis.addSigningInfos(
                    SigningInfo.newBuilder().setAddress(address).setValidatorSigningInfo(entry.value()));
            genesis.addMissedBlocks(ValidatorMissedBlocks.newBuilder()
                    .setAddress(address)
                    .addAllMissedBlocks(MissedBlocks.all(context, entry.key()).stream()
                            .map(index -> MissedBlock.newBuilder()
                                    .setIndex(index)
                                    .setMissed(true)
                                    .build())
                            .toList()));
        }
        return Optional.of(StreamedMessage.of(genesis.build()));
    }

    private Address address(String text) {
        return keeper.consensusAddresses().parse(text);
    }

    @Override
    public void restartHeights(Context context) {
        SlashingKeys.SIGNING_INFOS
                .entries(context)
                .forEach(entry -> SlashingKeys.SIGNING_INFOS.set(
                        context,
                        entry.key(),
                        entry.value().toBuilder().setStartHeight(0).build()));
    }

    @Override
    public void beginBlock(Context context) {
        if (SlashingKeys.PARAMS.has(context)) {
            context.block().lastCommit().getVotesList().forEach(vote -> keeper.note(context, vote));
        }
    }

    private Message unjail(Context context, MsgUnjail message) {
        keeper.unjail(context, message.getValidatorAddr());
        return MsgUnjailResponse.getDefaultInstance();
    }

    private Message update(Context context, MsgUpdateParams message) {
        authority.require(message.getAuthority());
        SlashingParams params = new SlashingParams(message.getParams());
        params.check();
        params.write(context);
        return MsgUpdateParamsResponse.getDefaultInstance();
    }

    private Message params(Context context, QueryParamsRequest request) {
        return QueryParamsResponse.newBuilder()
                .setParams(SlashingParams.read(context).message())
                .build();
    }

    private Message signingInfo(Context context, QuerySigningInfoRequest request) {
        if (request.getConsAddress().isEmpty()) {
            throw QueryStatus.INVALID_ARGUMENT.failure("invalid request");
        }
        return QuerySigningInfoResponse.newBuilder()
                .setValSigningInfo(SlashingKeys.SIGNING_INFOS
                        .get(context, address(request.getConsAddress()))
                        .orElseThrow(() -> QueryStatus.NOT_FOUND.failure(
                                "SigningInfo not found for validator " + request.getConsAddress())))
                .build();
    }

    private Message signingInfos(Context context, QuerySigningInfosRequest request) {
        Page<ValidatorSigningInfo> page = FilteredPage.of(
                context, SlashingKeys.SIGNING_INFOS, new byte[0], request.getPagination(), (address, info) -> info);
        return QuerySigningInfosResponse.newBuilder()
                .addAllInfo(page.items())
                .setPagination(page.response())
                .build();
    }
}
