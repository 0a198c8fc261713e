package dev.orrery.chain.wasm.wiring;

import com.google.protobuf.Message;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.QueryException;
import java.util.function.Supplier;

/** Answers of query services to contracts, which see a refusal as any other failure. */
final class Answers {
    private Answers() {}

    static Message of(Supplier<Message> question) {
        try {
            return question.get();
        } catch (QueryException e) {
            throw ChainException.plain(e.goText());
        }
    }
}
