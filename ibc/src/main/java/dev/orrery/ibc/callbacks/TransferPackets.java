package dev.orrery.ibc.callbacks;

import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.port.Ics4Wrapper;
import dev.orrery.ibc.transfer.TransferBank;
import dev.orrery.ibc.transfer.TransferData;
import dev.orrery.ibc.transfer.TransferDataReader;
import java.util.Optional;

/** Reads transfers for callbacks. ibc-go apps/transfer ibc_module.go: UnmarshalPacketData. */
public record TransferPackets(Ics4Wrapper below, TransferBank bank) implements CallbackReader {
    @Override
    public Optional<CallbackPacket> read(IbcContext ctx, String port, String channel, byte[] data) {
        return below.appVersion(ctx, port, channel).flatMap(version -> {
            try {
                TransferData transfer = TransferDataReader.read(data, version, bank);
                return Optional.of(new CallbackPacket(transfer.sender(), transfer.memo(), version));
            } catch (IbcException noTransfer) {
                return Optional.empty();
            }
        });
    }
}
