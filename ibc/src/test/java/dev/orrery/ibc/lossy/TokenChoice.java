package dev.orrery.ibc.lossy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.kit.ChainPair;
import dev.orrery.ibc.kit.TestBank;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Random;

/**
 * Which tokens are sent to whom: a chain's own or what came from the other by the same lane, now and then more than there is or to somebody
 * who may not have them.
 *
 * @param local what the token is called where it leaves
 * @param tokens the same by the name that it has where it is from
 */
record TokenChoice(String local, Sent.Tokens tokens, String receiver) {
    private static final int MOST = 60;

    static TokenChoice of(World world, Lane lane, ChainPair.Side from, Random random) {
        ChainPair.Side other = world.pair().other(from);
        boolean own = random.nextBoolean();
        Lane.TokenHome home = lane.tokenHome(own ? from : other).orElseThrow();
        String receiver = switch (random.nextInt(6)) {
            case 0 -> TestBank.BLOCKED;
            case 1 -> TestBank.TOO_LATE;
            default -> world.holder(other);
        };
        BigInteger amount = BigInteger.valueOf(1 + random.nextInt(MOST));
        return new TokenChoice(own ? home.denom() : home.voucher(), new Sent.Tokens(home.denom(), amount), receiver);
    }

    BigInteger amount() {
        return tokens.amount();
    }

    /** Sends them, if there are so many. */
    Optional<Message> send(ChainPair.Side from, Message transfer) {
        try {
            return Optional.of(from.chain().deliver(transfer));
        } catch (IbcException poor) {
            assertTrue(poor.text().contains("insufficient") || poor.text().contains("not found"), poor.text());
            return Optional.empty();
        }
    }
}
