package dev.orrery.relayer.work;

import com.google.protobuf.Message;

/**
 * A message for a chain.
 *
 * @param what it does, for people; the same each time it is tried
 * @param client on that chain which must know the header that the message's proof is for; empty: there is no proof
 */
public record Work(String what, Message message, String client) {
    public static final String NO_CLIENT = "";
}
