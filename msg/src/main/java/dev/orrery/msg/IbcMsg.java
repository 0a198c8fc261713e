package dev.orrery.msg;

import java.util.List;

/** Messages to IBC v1. */
public sealed interface IbcMsg extends CosmosMsg {
    record Transfer(String channelId, String toAddress, Coin amount, IbcTimeout timeout, String memo)
            implements IbcMsg {}

    record SendPacket(String channelId, Bytes data, IbcTimeout timeout) implements IbcMsg {}

    record WriteAcknowledgement(Bytes ack, String channelId, long packetSequence) implements IbcMsg {}

    record CloseChannel(String channelId) implements IbcMsg {}

    /** Of 2.2 and 2.3 only; still understood, so that a chain can refuse it by name. */
    record PayPacketFee(String channelId, IbcFee fee, String portId, List<String> relayers) implements IbcMsg {
        public PayPacketFee {
            relayers = List.copyOf(relayers);
        }
    }

    /** As {@link PayPacketFee}. */
    record PayPacketFeeAsync(String channelId, IbcFee fee, String portId, List<String> relayers, long sequence)
            implements IbcMsg {
        public PayPacketFeeAsync {
            relayers = List.copyOf(relayers);
        }
    }

    /** No variant that we know. */
    record Unknown() implements IbcMsg {}
}
