package dev.orrery.msg;

import java.util.List;
import java.util.Optional;

/** What the destination of a packet on someone else's channel hears of it. */
public record IbcDestinationCallbackMsg(Bytes ack, IbcPacket packet, Optional<Transfer> transfer) {
    /** Tokens that came with the packet. */
    public record Transfer(List<Coin> funds, String receiver, String sender) {
        public Transfer {
            funds = List.copyOf(funds);
        }
    }
}
