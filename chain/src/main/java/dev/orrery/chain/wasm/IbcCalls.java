package dev.orrery.chain.wasm;

import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.error.ChainException;
import dev.orrery.msg.Bytes;
import dev.orrery.msg.ContractResult;
import dev.orrery.msg.Ibc2PacketMsg;
import dev.orrery.msg.IbcChannelCloseMsg;
import dev.orrery.msg.IbcChannelConnectMsg;
import dev.orrery.msg.IbcChannelOpenMsg;
import dev.orrery.msg.IbcDestinationCallbackMsg;
import dev.orrery.msg.IbcPacketMsg;
import dev.orrery.msg.IbcResponse;
import dev.orrery.msg.IbcSourceCallbackMsg;
import dev.orrery.msg.json.Codec;
import dev.orrery.msg.json.ContractResultJson;
import dev.orrery.msg.json.GoJson;
import dev.orrery.msg.json.IbcJson;
import dev.orrery.vm.EntryPoint;
import java.util.List;
import java.util.Optional;

/**
 * Tells contracts what happens to their channels and packets. wasmd x/wasm/keeper/relay.go, ibc2.go. The chain's IBC calls this;
 * what it makes of the answers is its own affair.
 */
public final class IbcCalls {
    private static final Codec<ContractResult<IbcResponse.Basic>> BASIC = ContractResultJson.IBC_BASIC_RESULT;

    private final ContractCalls calls;
    private final EntryCall entry;

    IbcCalls(ContractCalls calls, EntryCall entry) {
        this.calls = calls;
        this.entry = entry;
    }

    /**
     * Asks a contract whether it wants a channel.
     *
     * @return the version it wants; empty for the one that was proposed
     */
    public String openChannel(Context ctx, Address contract, IbcChannelOpenMsg msg) {
        ContractCalls.Loaded loaded = ready(ctx, contract, "ibc-open-channel");
        byte[] json = GoJson.encode(IbcJson.CHANNEL_OPEN, msg);
        return switch (ask(
                ctx, contract, loaded, EntryPoint.IBC_CHANNEL_OPEN, json, ContractResultJson.IBC_CHANNEL_OPEN_RESULT)) {
            case ContractResult.Ok<IbcResponse.ChannelOpen> ok -> ok.value().version();
            case ContractResult.Err<IbcResponse.ChannelOpen> err -> throw refused(err.error());
            case ContractResult.Empty<IbcResponse.ChannelOpen> empty -> "";
        };
    }

    public void connectChannel(Context ctx, Address contract, IbcChannelConnectMsg msg) {
        tell(ctx, contract, EntryPoint.IBC_CHANNEL_CONNECT, "ibc-connect-channel", IbcJson.CHANNEL_CONNECT, msg);
    }

    public void closeChannel(Context ctx, Address contract, IbcChannelCloseMsg msg) {
        tell(ctx, contract, EntryPoint.IBC_CHANNEL_CLOSE, "ibc-close-channel", IbcJson.CHANNEL_CLOSE, msg);
    }

    public void acknowledgePacket(Context ctx, Address contract, IbcPacketMsg.Ack msg) {
        tell(ctx, contract, EntryPoint.IBC_PACKET_ACK, "ibc-ack-packet", IbcJson.PACKET_ACK, msg);
    }

    public void timeoutPacket(Context ctx, Address contract, IbcPacketMsg.Timeout msg) {
        tell(ctx, contract, EntryPoint.IBC_PACKET_TIMEOUT, "ibc-timeout-packet", IbcJson.PACKET_TIMEOUT, msg);
    }

    public void sourceCallback(Context ctx, Address contract, IbcSourceCallbackMsg msg) {
        tell(ctx, contract, EntryPoint.IBC_SOURCE_CALLBACK, "ibc-source-chain-callback", IbcJson.SOURCE_CALLBACK, msg);
    }

    public void destinationCallback(Context ctx, Address contract, IbcDestinationCallbackMsg msg) {
        tell(
                ctx,
                contract,
                EntryPoint.IBC_DESTINATION_CALLBACK,
                "ibc-destination-chain-callback",
                IbcJson.DESTINATION_CALLBACK,
                msg);
    }

    /** What a contract answers to a packet. */
    public sealed interface Received {
        /** Whatever it says, what the contract did stays. */
        record Acknowledged(Bytes acknowledgement) implements Received {}

        /** The contract said no: what it did is undone, and the other side is told its words. */
        record Refused(String error) implements Received {}

        /** The contract acknowledges later. */
        record Later() implements Received {}
    }

    /**
     * @throws ChainException if what the contract sent failed
     * @throws ContractPanicException if the contract did not answer
     */
    public Received receivePacket(Context ctx, Address contract, IbcPacketMsg.Receive msg) {
        ContractCalls.Loaded loaded = ready(ctx, contract, "ibc-recv-packet");
        byte[] json = GoJson.encode(IbcJson.PACKET_RECEIVE, msg);
        return receive(
                ctx,
                contract,
                loaded,
                EntryPoint.IBC_PACKET_RECEIVE,
                json,
                loaded.info().getIbcPortId());
    }

    /** The same for a packet of IBC v2. Quirk: here and below, making the contract ready costs nothing. */
    public Received receivePacket(Context ctx, Address contract, Ibc2PacketMsg.Receive msg) {
        ContractCalls.Loaded loaded = calls.load(ctx, contract);
        byte[] json = GoJson.encode(IbcJson.PACKET2_RECEIVE, msg);
        return receive(
                ctx,
                contract,
                loaded,
                EntryPoint.IBC2_PACKET_RECEIVE,
                json,
                loaded.info().getIbc2PortId());
    }

    public void acknowledgePacket(Context ctx, Address contract, Ibc2PacketMsg.Ack msg) {
        tell2(ctx, contract, EntryPoint.IBC2_PACKET_ACK, IbcJson.PACKET2_ACK, msg);
    }

    public void timeoutPacket(Context ctx, Address contract, Ibc2PacketMsg.Timeout msg) {
        tell2(ctx, contract, EntryPoint.IBC2_PACKET_TIMEOUT, IbcJson.PACKET2_TIMEOUT, msg);
    }

    public void sendPacket(Context ctx, Address contract, Ibc2PacketMsg.Send msg) {
        tell2(ctx, contract, EntryPoint.IBC2_PACKET_SEND, IbcJson.PACKET2_SEND, msg);
    }

    private <M> void tell(Context ctx, Address contract, EntryPoint point, String what, Codec<M> codec, M msg) {
        ContractCalls.Loaded loaded = ready(ctx, contract, what);
        finish(
                ctx,
                contract,
                loaded.info().getIbcPortId(),
                ask(ctx, contract, loaded, point, GoJson.encode(codec, msg), BASIC));
    }

    private <M> void tell2(Context ctx, Address contract, EntryPoint point, Codec<M> codec, M msg) {
        ContractCalls.Loaded loaded = calls.load(ctx, contract);
        finish(
                ctx,
                contract,
                loaded.info().getIbc2PortId(),
                ask(ctx, contract, loaded, point, GoJson.encode(codec, msg), BASIC));
    }

    private ContractCalls.Loaded ready(Context ctx, Address contract, String what) {
        ContractCalls.Loaded loaded = calls.load(ctx, contract);
        calls.setUp(ctx, loaded, what);
        return loaded;
    }

    private <T> T ask(
            Context ctx, Address contract, ContractCalls.Loaded loaded, EntryPoint point, byte[] msg, Codec<T> answer) {
        return switch (entry.call(ctx, contract, loaded.checksum(), point, List.of(msg), answer)) {
            case VmAnswer.Read<T> read -> read.value();
            case VmAnswer.Failed<T> failed -> throw WasmError.EXECUTE_FAILED.failure(failed.text());
        };
    }

    private Received receive(
            Context ctx, Address contract, ContractCalls.Loaded loaded, EntryPoint point, byte[] msg, String port) {
        VmAnswer<ContractResult<IbcResponse.Receive>> outcome = entry.call(
                ctx, contract, loaded.checksum(), point, List.of(msg), ContractResultJson.IBC_RECEIVE_RESULT);
        return switch (outcome) {
            case VmAnswer.Failed<ContractResult<IbcResponse.Receive>> failed ->
                throw new ContractPanicException(failed.text());
            case VmAnswer.Read<ContractResult<IbcResponse.Receive>> read ->
                switch (read.value()) {
                    case ContractResult.Err<IbcResponse.Receive> err -> new Received.Refused(err.error());
                    case ContractResult.Empty<IbcResponse.Receive> empty ->
                        throw ContractPanicException.missingResponse();
                    case ContractResult.Ok<IbcResponse.Receive> ok -> acknowledged(ctx, contract, port, ok.value());
                };
        };
    }

    /** A reply to what the contract sent may give another acknowledgement. */
    private Received acknowledged(Context ctx, Address contract, String port, IbcResponse.Receive response) {
        Optional<Bytes> acknowledgement = calls.finish(
                ctx,
                contract,
                port,
                response.messages(),
                response.attributes(),
                response.events(),
                response.acknowledgement());
        return acknowledgement.<Received>map(Received.Acknowledged::new).orElseGet(Received.Later::new);
    }

    private void finish(Context ctx, Address contract, String port, ContractResult<IbcResponse.Basic> result) {
        switch (result) {
            case ContractResult.Ok<IbcResponse.Basic> ok ->
                calls.finish(
                        ctx,
                        contract,
                        port,
                        ok.value().messages(),
                        ok.value().attributes(),
                        ok.value().events(),
                        Optional.empty());
            case ContractResult.Err<IbcResponse.Basic> err -> throw refused(err.error());
            case ContractResult.Empty<IbcResponse.Basic> empty -> throw ContractPanicException.missingResponse();
        }
    }

    private static ChainException refused(String error) {
        return WasmError.EXECUTE_FAILED.failure(error).deterministic();
    }
}
