package dev.orrery.chain.ibchost;

import com.google.protobuf.ByteString;
import dev.orrery.chain.Context;
import dev.orrery.chain.EventLog;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.wasm.IbcCalls;
import dev.orrery.chain.wasm.Ports;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcError;
import dev.orrery.ibc.SdkError;
import dev.orrery.ibc.v2.IbcModuleV2;
import dev.orrery.msg.Bytes;
import dev.orrery.msg.Ibc2PacketMsg;

/** Contracts as applications of IBC v2. wasmd x/wasm/keeper/ibc2.go. */
record ContractPayloads(IbcCalls calls, AddressFormat format) implements IbcModuleV2 {
    /** Only the contract itself sends from its port. */
    @Override
    public void onSend(IbcContext ctx, Delivery delivery, String signer) {
        Address contract = orPanic(delivery.payload().getSourcePort());
        if (!HostFailures.forIbc(() -> format.parse(signer)).equals(contract)) {
            throw IbcError.UNAUTHORIZED.failure(
                    "signer " + signer + " is different from contract " + format.text(contract));
        }
        Ibc2PacketMsg.Send message = new Ibc2PacketMsg.Send(
                ContractPackets.payload(delivery.payload()),
                delivery.sourceClient(),
                delivery.destinationClient(),
                delivery.sequence(),
                signer);
        HostFailures.forIbc(() ->
                ContractChannels.in("on ibc2 send", () -> calls.sendPacket(HostContext.of(ctx), contract, message)));
    }

    private Address orPanic(String port) {
        try {
            return Ports.ofV2(port, format);
        } catch (ChainException refused) {
            throw SdkError.PANIC.failureSaying("recovered: Invalid contract port id: " + refused.text());
        }
    }

    @Override
    public Answer onReceive(IbcContext ctx, Delivery delivery, String relayer) {
        Context context = HostContext.of(ctx);
        Address contract = orPanic(delivery.payload().getDestinationPort());
        Context own = context.withEvents(new EventLog());
        Ibc2PacketMsg.Receive message = new Ibc2PacketMsg.Receive(
                ContractPackets.payload(delivery.payload()),
                relayer,
                delivery.sourceClient(),
                delivery.destinationClient(),
                delivery.sequence());
        Answer answer = answer(own, contract, message);
        if (answer instanceof Answer.Success) {
            context.events().emitAll(own.events().events()); // Quirk: those of an answer that comes later are lost
        }
        boolean success = !(answer instanceof Answer.Failure);
        ContractChannels.emit(context, format.text(contract), success, "");
        return answer;
    }

    private Answer answer(Context own, Address contract, Ibc2PacketMsg.Receive message) {
        IbcCalls.Received received;
        try {
            received = calls.receivePacket(own, contract, message);
        } catch (ChainException failed) {
            return new Answer.Failure();
        }
        return switch (received) {
            case IbcCalls.Received.Acknowledged(Bytes acknowledgement) ->
                new Answer.Success(ByteString.copyFrom(acknowledgement.toArray()));
            case IbcCalls.Received.Refused refused -> new Answer.Failure();
            case IbcCalls.Received.Later later -> new Answer.Later();
        };
    }

    @Override
    public void onAcknowledge(IbcContext ctx, Delivery delivery, ByteString acknowledgement, String relayer) {
        HostFailures.forIbc(() -> {
            Address contract = contract(delivery.payload().getSourcePort());
            Ibc2PacketMsg.Ack message = new Ibc2PacketMsg.Ack(
                    delivery.sourceClient(),
                    delivery.destinationClient(),
                    ContractPackets.payload(delivery.payload()),
                    ContractPackets.bytes(acknowledgement),
                    relayer);
            ContractChannels.in("on ack", () -> calls.acknowledgePacket(HostContext.of(ctx), contract, message));
        });
    }

    private Address contract(String port) {
        try {
            return Ports.ofV2(port, format);
        } catch (ChainException noContract) {
            throw noContract.in("contract port id");
        }
    }

    @Override
    public void onTimeout(IbcContext ctx, Delivery delivery, String relayer) {
        HostFailures.forIbc(() -> {
            Address contract = contract(delivery.payload().getSourcePort());
            Ibc2PacketMsg.Timeout message = new Ibc2PacketMsg.Timeout(
                    ContractPackets.payload(delivery.payload()),
                    delivery.sourceClient(),
                    delivery.destinationClient(),
                    delivery.sequence(),
                    relayer);
            ContractChannels.in("on timeout", () -> calls.timeoutPacket(HostContext.of(ctx), contract, message));
        });
    }
}
