package dev.orrery.chain.slashing;

import com.google.protobuf.ByteString;
import dev.orrery.chain.Context;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.cosmos.slashing.v1beta1.Params;
import java.time.Duration;

/** How much must be signed, and the price of less. Cosmos SDK x/slashing/types/params.go. */
record SlashingParams(Params message) {
    static SlashingParams read(Context context) {
        return new SlashingParams(SlashingKeys.PARAMS.get(context).orElse(Params.getDefaultInstance()));
    }

    void write(Context context) {
        SlashingKeys.PARAMS.set(context, message);
    }

    /** Blocks that are looked back on. */
    long window() {
        return message.getSignedBlocksWindow();
    }

    /** Blocks of the window that must be signed. */
    long minSigned() {
        return decimal(message.getMinSignedPerWindow())
                .times(Decimal.of(window()))
                .rounded()
                .longValueExact();
    }

    Decimal downtimeFraction() {
        return decimal(message.getSlashFractionDowntime());
    }

    Decimal doubleVoteFraction() {
        return decimal(message.getSlashFractionDoubleSign());
    }

    Duration jailTime() {
        return Times.duration(message.getDowntimeJailDuration());
    }

    /**
     * @throws ChainException if they can't be meant
     */
    void check() {
        if (window() <= 0) {
            throw ChainException.plain("signed blocks window must be positive: " + window());
        }
        checkFraction("min signed per window", message.getMinSignedPerWindow());
        if (!jailTime().isPositive()) {
            throw ChainException.plain(
                    "downtime jail duration must be positive: " + jailTime().toSeconds() + "s");
        }
        checkFraction("double sign slash fraction", message.getSlashFractionDoubleSign());
        checkFraction("downtime slash fraction", message.getSlashFractionDowntime());
    }

    private static void checkFraction(String name, ByteString digits) {
        Decimal fraction = decimal(digits);
        if (fraction.isNegative()) {
            throw ChainException.plain(name + " cannot be negative: " + fraction);
        }
        if (fraction.compareTo(Decimal.ONE) > 0) {
            throw ChainException.plain(name + " too large: " + fraction);
        }
    }

    private static Decimal decimal(ByteString digits) {
        return Decimal.ofDigits(digits.toStringUtf8());
    }
}
