package dev.orrery.msg;

import java.util.List;

/** The fees that ICS-29 paid to relayers. */
public record IbcFee(List<Coin> ackFee, List<Coin> receiveFee, List<Coin> timeoutFee) {
    public IbcFee {
        ackFee = List.copyOf(ackFee);
        receiveFee = List.copyOf(receiveFee);
        timeoutFee = List.copyOf(timeoutFee);
    }
}
