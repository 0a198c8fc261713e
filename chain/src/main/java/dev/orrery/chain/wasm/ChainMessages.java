package dev.orrery.chain.wasm;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.address.Address;
import dev.orrery.msg.Event;
import java.util.List;

/** How what contracts send gets to the modules of the chain. Given by the chain. */
public interface ChainMessages {
    /**
     * The message that an {@code Any} holds.
     *
     * @throws dev.orrery.chain.error.ChainException if nobody knows its type, or it is not one
     */
    Message unpack(String typeUrl, byte[] value);

    /**
     * Checks a message by itself.
     *
     * @throws dev.orrery.chain.error.ChainException if it can't be meant
     */
    void check(Message message);

    /** In whose name the message speaks. */
    List<Address> signers(Message message);

    boolean knows(Message message);

    /**
     * Carries a message out. What it wrote stays written if it fails.
     *
     * @throws dev.orrery.chain.error.ChainException if it fails
     */
    Result run(Context ctx, Message message);

    /** What a message answered, and what happened meanwhile. */
    record Result(Message response, List<Event> events) {}
}
