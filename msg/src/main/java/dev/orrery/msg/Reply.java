package dev.orrery.msg;

import java.util.List;

/** What a contract hears of its sub-message.
 *
 * @param gasUsed in SDK gas, unsigned
 * @param id the sub-message's, unsigned */
public record Reply(long gasUsed, long id, ContractResult<Success> result, Bytes payload) {
    /** Outcome of a sub-message that succeeded. */
    public record Success(List<Event> events, Bytes data, List<MsgResponse> msgResponses) {
        public Success {
            events = List.copyOf(events);
            msgResponses = List.copyOf(msgResponses);
        }
    }

    /** A protobuf Any: the response of one message handler. */
    public record MsgResponse(String typeUrl, Bytes value) {}
}
