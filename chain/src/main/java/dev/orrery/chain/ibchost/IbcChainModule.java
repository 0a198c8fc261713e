package dev.orrery.chain.ibchost;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.Module;
import dev.orrery.chain.ModuleGenesis;
import dev.orrery.chain.QueryRoute;
import dev.orrery.chain.tx.AnteStep;
import dev.orrery.chain.tx.MessageRoute;
import dev.orrery.chain.wire.StreamedMessage;
import dev.orrery.ibc.client.ClientParams;
import dev.orrery.ibc.connection.ConnectionKeeper;
import dev.orrery.ibc.core.IbcCore;
import dev.orrery.ibc.port.PortRouter;
import dev.orrery.ibc.v2.PayloadRouter;
import dev.orrery.proto.ibc.core.types.v1.GenesisState;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.ClientState;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.ConsensusState;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.Header;
import dev.orrery.proto.ibc.lightclients.tendermint.v1.Misbehaviour;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import java.util.List;
import java.util.Optional;

/** Core IBC as a module of the chain. */
public record IbcChainModule(IbcCore core, PortRouter ports, PayloadRouter payloads) implements Module {
    @Override
    public String name() {
        return "ibc";
    }

    @Override
    public List<MessageRoute<?>> messages() {
        return HostRoutes.messages(core.messages(ports, payloads));
    }

    @Override
    public List<QueryRoute<?>> queries() {
        return HostRoutes.queries(core.queries());
    }

    @Override
    public List<AnteStep> lateAnteSteps() {
        return List.of(new RedundantRelay(core.relayChecks(ports, payloads)));
    }

    @Override
    public List<Message> types() {
        return List.of(
                ClientState.getDefaultInstance(),
                ConsensusState.getDefaultInstance(),
                Header.getDefaultInstance(),
                Misbehaviour.getDefaultInstance());
    }

    @Override
    public Optional<Message> defaultGenesis(String stakingDenom) {
        GenesisState.Builder genesis = GenesisState.newBuilder();
        genesis.getClientGenesisBuilder().setParams(ClientParams.DEFAULT);
        genesis.getConnectionGenesisBuilder().setParams(ConnectionKeeper.DEFAULT_PARAMS);
        return Optional.of(genesis.build());
    }

    @Override
    public List<ValidatorUpdate> initGenesis(Context context, ModuleGenesis genesis) {
        GenesisState state = genesis.as(GenesisState.getDefaultInstance());
        HostFailures.forChain(() -> core.initialize(new HostContext(context), state));
        return List.of();
    }

    @Override
    public Optional<StreamedMessage> exportGenesis(Context context) {
        HostContext host = new HostContext(context);
        return core.hasBegun(host) ? Optional.of(StreamedMessage.of(core.export(host))) : Optional.empty();
    }
}
