package dev.orrery.chain.authz;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.error.ChainException;

/** What somebody may send in the name of somebody else. Cosmos SDK x/authz/authorizations.go. */
public interface Authorization {
    /** The kind of message it is about. */
    String typeUrl();

    /**
     * Refuses what can't be meant.
     *
     * @throws ChainException if it is wrong by itself
     */
    void validate();

    /**
     * May this message be sent, and what is left afterwards?
     *
     * @throws ChainException if it may not
     */
    Verdict accept(Context context, Message message);

    /** What the store and clients see inside an {@code Any}. */
    Message toProto();

    /** An answer to whether a message may be sent. */
    sealed interface Verdict {
        /** It may, and everything stays as it is. */
        record Accepted() implements Verdict {}

        /** It may, and that was the last one. */
        record AcceptedLast() implements Verdict {}

        /** It may, and this is left. */
        record Updated(Authorization rest) implements Verdict {}

        /** It may not, without a reason. */
        record Refused() implements Verdict {}
    }
}
