package dev.orrery.ibc.lossy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.ibc.kit.ChainPair;
import dev.orrery.ibc.kit.TestChain;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A way for packets, with what a relayer asks and submits there. Proofs are of the moment when a message is made. */
interface Lane {
    /** Sends a packet in one of the directions, if its application lets one through. */
    Optional<Sent> send(ChainPair.Side from, Random random);

    Message receive(Sent sent);

    Message acknowledge(Sent sent, ByteString answer);

    /** Says that a packet is too late, or that the channel's other end is closed, be it so or not. */
    Message timeout(Sent sent);

    /** Whether the other chain doesn't take the packet any more. */
    boolean isLate(Sent sent);

    /** The answer that the chain's last message wrote, if it wrote one. */
    Optional<ByteString> written(TestChain chain);

    /** Whether an answer says that the packet had its effect. */
    boolean isSuccess(ByteString answer);

    /** What the chain says was sent and is neither acknowledged nor timed out. */
    List<Long> pending(ChainPair.Side from);

    /** Which of them the other chain says it didn't receive. */
    List<Long> unreceived(ChainPair.Side from, List<Long> sequences);

    /** Whether the packet can end no more: it was received, and the channel that its answer would come back by is closed. */
    boolean isStranded(Sent sent);

    /** Closes what has one closed end. */
    List<Submission> closings();

    /** Where tokens are kept that left by this lane; empty if none can. */
    Optional<TokenHome> tokenHome(ChainPair.Side home);

    /**
     * The account of tokens that left, and the name they have on the other chain.
     *
     * @param denom of the chain where they are from
     */
    record TokenHome(byte[] escrow, String denom, String voucher) {}
}
