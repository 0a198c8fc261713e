package dev.orrery.ibc.lossy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.ibc.kit.ChainPair;
import java.math.BigInteger;
import java.util.Optional;

/** A packet, and how often what became of it. */
final class Sent {
    private final Lane lane;
    private final ChainPair.Side from;
    private final Message packet;
    private final long sequence;
    private final Tokens tokens;
    private Optional<ByteString> answer = Optional.empty();
    private int received;
    private int acknowledged;
    private int timedOut;

    /** What is on its way with a packet: coins of a token, by the name that it has where it is from. */
    record Tokens(String denom, BigInteger amount) {
        static final Tokens NONE = new Tokens("", BigInteger.ZERO);
    }

    Sent(Lane lane, ChainPair.Side from, Message packet, long sequence, Tokens tokens) {
        this.lane = lane;
        this.from = from;
        this.packet = packet;
        this.sequence = sequence;
        this.tokens = tokens;
    }

    Lane lane() {
        return lane;
    }

    ChainPair.Side from() {
        return from;
    }

    Message packet() {
        return packet;
    }

    long sequence() {
        return sequence;
    }

    Tokens tokens() {
        return tokens;
    }

    /** As it was written on the other chain. */
    Optional<ByteString> answer() {
        return answer;
    }

    void answered(ByteString written) {
        if (answer.isPresent()) {
            throw new AssertionError("answered twice: " + this);
        }
        answer = Optional.of(written);
    }

    /** Notes what a message did that was not refused, unless it did nothing. */
    void happened(Message message) {
        switch (message.getDescriptorForType().getName()) {
            case "MsgRecvPacket" -> received++;
            case "MsgAcknowledgement" -> acknowledged++;
            case "MsgTimeout", "MsgTimeoutOnClose" -> timedOut++;
            default -> throw new IllegalArgumentException(message.toString());
        }
    }

    boolean isReceived() {
        return received > 0;
    }

    boolean isAcknowledged() {
        return acknowledged > 0;
    }

    boolean isOver() {
        return acknowledged + timedOut > 0;
    }

    /** Whether its tokens neither arrived nor came home. */
    boolean isOnTheWay() {
        boolean arrived = answer.isPresent() && lane.isSuccess(answer.get());
        return !arrived && !isOver();
    }

    /** What holds at any time: nothing happens twice, what was given up never arrived, and what was answered had arrived. */
    void check() {
        boolean holds = received <= 1
                && acknowledged + timedOut <= 1
                && received + timedOut <= 1
                && acknowledged <= received
                && (answer.isEmpty() || isReceived())
                && (acknowledged == 0 || answer.isPresent());
        if (!holds) {
            throw new AssertionError(toString());
        }
    }

    @Override
    public String toString() {
        return lane + " #" + sequence + ": received " + received + ", acknowledged " + acknowledged + ", timed out "
                + timedOut;
    }
}
