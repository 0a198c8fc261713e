package dev.orrery.chain.ibchost;

import dev.orrery.chain.Module;
import dev.orrery.chain.Wiring;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.wasm.IbcCalls;
import dev.orrery.chain.wasm.Ports;
import dev.orrery.ibc.callbacks.CallbackLayer;
import dev.orrery.ibc.callbacks.TransferPackets;
import dev.orrery.ibc.client.ClientKind;
import dev.orrery.ibc.core.IbcCore;
import dev.orrery.ibc.port.IbcModule;
import dev.orrery.ibc.port.Ics4Wrapper;
import dev.orrery.ibc.port.PortRouter;
import dev.orrery.ibc.transfer.TransferKeeper;
import dev.orrery.ibc.transfer.TransferMessages;
import dev.orrery.ibc.transfer.TransferModule;
import dev.orrery.ibc.transfer.TransferQueries;
import dev.orrery.ibc.v2.PacketMessagesV2;
import dev.orrery.ibc.v2.PayloadRouter;
import dev.orrery.ibc.v2.TransferModuleV2;
import java.util.List;
import java.util.Map;

/**
 * All of IBC on a chain, put together as wasmd does (app/app.go). Built in two steps, since contracts and IBC need each other: first this
 * object, whose {@link #contractMessages} and {@link #contractQueries} the contracts' module is given, then {@link #modules}, which is
 * given the contracts' calls.
 */
public final class HostIbc {
    /** SDK gas. wasmd x/wasm/ibc.go: DefaultMaxIBCCallbackGas. */
    private static final long MAX_CALLBACK_GAS = 1_000_000;

    private final AddressFormat format;
    private final String authority;
    private final IbcCore core;
    private final TransferKeeper transfers;

    /** @param kinds of light clients, beside the chain's view of itself */
    public HostIbc(Wiring.Keepers keepers, List<ClientKind> kinds) {
        format = keepers.config().formats().account();
        authority = keepers.authority().address();
        HostAddresses addresses = new HostAddresses(format);
        core = new IbcCore(addresses, authority, kinds);
        transfers = new TransferKeeper(new HostBank(keepers.bank()), addresses);
    }

    public IbcCore core() {
        return core;
    }

    /** What contracts send about IBC: an encoder and a handler. */
    public ContractIbcMessages contractMessages() {
        return new ContractIbcMessages(core, format);
    }

    /** What contracts ask about IBC. */
    public ContractIbcQueries contractQueries(ContractIbcQueries.PortOf ports) {
        return new ContractIbcQueries(core.channels(), ports);
    }

    /** The modules of a chain without contracts. */
    public List<Module> modules() {
        TransferModule application = new TransferModule(transfers);
        return modules(
                Map.of(TransferKeeper.PORT, application),
                new PayloadRouter(Map.of(TransferKeeper.PORT, new TransferModuleV2(transfers)), Map.of()),
                core);
    }

    /** The modules of a chain with contracts, which have ports and are told of packets that name them. */
    public List<Module> modules(IbcCalls calls) {
        CallbackLayer application = new CallbackLayer(
                new TransferModule(transfers),
                core,
                new TransferPackets(core, transfers.bank()),
                new ContractCallbackCalls(calls, format, transfers.bank()),
                new HostGas(),
                MAX_CALLBACK_GAS);
        return modules(
                Map.of(TransferKeeper.PORT, application, "wasm", new ContractChannels(calls, core.channels(), format)),
                new PayloadRouter(
                        Map.of(TransferKeeper.PORT, new TransferModuleV2(transfers)),
                        Map.of(Ports.V2_PREFIX, new ContractPayloads(calls, format))),
                application);
    }

    private List<Module> modules(Map<String, IbcModule> ports, PayloadRouter payloads, Ics4Wrapper below) {
        PacketMessagesV2 clientPackets = core.clientPackets(payloads);
        TransferMessages messages = new TransferMessages(
                transfers,
                core.channels(),
                below,
                (ctx, client, timeout, encoding, data) -> clientPackets.send(
                        ctx, client, timeout, List.of(TransferModuleV2.payload(data, encoding)), data.sender()),
                authority);
        TransferQueries queries = new TransferQueries(transfers.bank(), core.channels(), transfers.addresses());
        return List.of(
                new IbcChainModule(core, new PortRouter(ports), payloads),
                new TransferChainModule(transfers, messages, queries));
    }
}
