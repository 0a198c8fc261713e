package dev.orrery.chain.ibchost;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.Module;
import dev.orrery.chain.ModuleGenesis;
import dev.orrery.chain.QueryRoute;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.chain.wire.StreamedMessage;
import dev.orrery.ibc.transfer.TransferKeeper;
import dev.orrery.ibc.transfer.TransferMessages;
import dev.orrery.ibc.transfer.TransferQueries;
import dev.orrery.proto.ibc.applications.transfer.v1.GenesisState;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import java.util.List;
import java.util.Optional;

/** Transfers of tokens as a module of the chain. */
public record TransferChainModule(TransferKeeper keeper, TransferMessages transfers, TransferQueries questions)
        implements Module {
    @Override
    public String name() {
        return "transfer";
    }

    @Override
    public List<MessageRoute<?>> messages() {
        return HostRoutes.messages(transfers.all());
    }

    @Override
    public List<QueryRoute<?>> queries() {
        return HostRoutes.queries(questions.all());
    }

    @Override
    public Optional<Message> defaultGenesis(String stakingDenom) {
        return Optional.of(GenesisState.newBuilder()
                .setPortId(TransferKeeper.PORT)
                .setParams(TransferKeeper.DEFAULT_PARAMS)
                .build());
    }

    @Override
    public List<ValidatorUpdate> initGenesis(Context context, ModuleGenesis genesis) {
        GenesisState state = genesis.as(GenesisState.getDefaultInstance());
        HostFailures.forChain(() -> keeper.initialize(new HostContext(context), state));
        return List.of();
    }

    @Override
    public Optional<StreamedMessage> exportGenesis(Context context) {
        return keeper.export(new HostContext(context)).map(StreamedMessage::of);
    }
}
