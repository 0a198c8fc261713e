package dev.orrery.chain.ibchost;

import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.wasm.IbcCalls;
import dev.orrery.chain.wasm.WasmError;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.callbacks.ContractCallbacks;
import dev.orrery.ibc.packet.Acknowledgement;
import dev.orrery.ibc.transfer.Denom;
import dev.orrery.ibc.transfer.TransferBank;
import dev.orrery.ibc.transfer.TransferData;
import dev.orrery.ibc.transfer.TransferDataReader;
import dev.orrery.ibc.transfer.TransferKeeper;
import dev.orrery.msg.Bytes;
import dev.orrery.msg.Coin;
import dev.orrery.msg.IbcDestinationCallbackMsg;
import dev.orrery.msg.IbcSourceCallbackMsg;
import dev.orrery.proto.ibc.core.channel.v1.Packet;
import java.util.List;
import java.util.Optional;

/** Tells contracts of packets that name them. wasmd x/wasm/ibc.go: IBCOnAcknowledgementPacketCallback and its neighbours. */
record ContractCallbackCalls(IbcCalls calls, AddressFormat format, TransferBank bank) implements ContractCallbacks {
    @Override
    public void sent(IbcContext ctx, String contract, String sender) {
        HostFailures.forIbc(() -> {
            requireSender(contract, sender);
        });
    }

    /** A contract is told of packets that it sent itself, and of no others. */
    private Address requireSender(String contract, String sender) {
        Address named = parse("contract address", contract);
        if (!named.equals(parse("packet sender address", sender))) {
            throw WasmError.EXECUTE_FAILED.failure(
                    "contract address " + contract + " does not match packet sender " + sender);
        }
        return named;
    }

    private Address parse(String what, String text) {
        try {
            return format.parse(text);
        } catch (ChainException unreadable) {
            throw unreadable.in(what);
        }
    }

    @Override
    public void acknowledged(
            IbcContext ctx, String contract, String sender, Packet packet, byte[] acknowledgement, String relayer) {
        HostFailures.forIbc(() -> {
            Address named = requireSender(contract, sender);
            IbcSourceCallbackMsg message = new IbcSourceCallbackMsg.Acknowledgement(
                    Bytes.of(acknowledgement), ContractPackets.packet(packet), relayer);
            ContractChannels.in(
                    "on source chain callback ack", () -> calls.sourceCallback(HostContext.of(ctx), named, message));
        });
    }

    @Override
    public void timedOut(IbcContext ctx, String contract, String sender, Packet packet, String relayer) {
        HostFailures.forIbc(() -> {
            Address named = requireSender(contract, sender);
            IbcSourceCallbackMsg message = new IbcSourceCallbackMsg.Timeout(ContractPackets.packet(packet), relayer);
            ContractChannels.in(
                    "on source chain callback timeout",
                    () -> calls.sourceCallback(HostContext.of(ctx), named, message));
        });
    }

    @Override
    public void received(IbcContext ctx, String contract, Packet packet, Acknowledgement acknowledgement) {
        HostFailures.forIbc(() -> {
            Address named = format.parse(contract);
            Optional<IbcDestinationCallbackMsg.Transfer> transfer =
                    packet.getDestinationPort().equals(TransferKeeper.PORT) && acknowledgement.success()
                            ? Optional.of(transfer(packet))
                            : Optional.empty();
            IbcDestinationCallbackMsg message = new IbcDestinationCallbackMsg(
                    Bytes.of(acknowledgement.bytes()), ContractPackets.packet(packet), transfer);
            ContractChannels.in(
                    "on destination chain callback",
                    () -> calls.destinationCallback(HostContext.of(ctx), named, message));
        });
    }

    /** Tokens as they are called on this chain. */
    private IbcDestinationCallbackMsg.Transfer transfer(Packet packet) {
        TransferData data = TransferDataReader.read(packet.getData().toByteArray(), TransferDataReader.VERSION, bank);
        Denom sent = data.token();
        Denom local = sent.cameBy(packet.getSourcePort(), packet.getSourceChannel())
                ? sent.back()
                : sent.through(packet.getDestinationPort(), packet.getDestinationChannel());
        String receiver = format.text(format.parse(data.receiver()));
        return new IbcDestinationCallbackMsg.Transfer(
                List.of(new Coin(local.local(), data.amount())), receiver, data.sender());
    }
}
