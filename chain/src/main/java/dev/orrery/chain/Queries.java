package dev.orrery.chain;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.error.QueryException;
import java.util.List;
import java.util.Optional;

/** The chain's query services, for those who speak gRPC or REST with clients. Any thread. */
public interface Queries {
    /** An answer and the height of the state it was read from. */
    record Answer(Message message, long height) {}

    /** Paths of all methods, such as {@code /cosmos.bank.v1beta1.Query/Balance}, sorted. */
    List<String> paths();

    /** An empty request of a method, if there is one. */
    Optional<Message> request(String path);

    /**
     * @param height of the state to read; zero for the newest
     * @throws QueryException if the query is refused
     */
    Answer ask(String path, ByteString request, long height);
}
