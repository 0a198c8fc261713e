package dev.orrery.chain.staking;

import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.QueryException;
import dev.orrery.chain.error.QueryStatus;
import java.util.function.Supplier;

/** How staking's queries refuse. Cosmos SDK x/staking/keeper/grpc_query.go. */
final class QueryTexts {
    private QueryTexts() {}

    static Address validator(AddressFormat format, String text) {
        requireText(text, "validator");
        return format.parse(text);
    }

    static Address delegator(AddressFormat format, String text) {
        requireText(text, "delegator");
        return format.parse(text);
    }

    static void requireText(String text, String role) {
        if (text.isEmpty()) {
            throw QueryStatus.INVALID_ARGUMENT.failure(role + " address cannot be empty");
        }
    }

    /** Whatever goes wrong here is called internal. */
    static <T> T internal(Supplier<T> answer) {
        try {
            return answer.get();
        } catch (ChainException e) {
            throw QueryStatus.INTERNAL.failure(e.text());
        } catch (QueryException e) {
            throw QueryStatus.INTERNAL.failure(e.goText());
        }
    }
}
