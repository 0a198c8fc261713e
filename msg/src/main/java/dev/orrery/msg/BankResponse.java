package dev.orrery.msg;

import java.util.List;
import java.util.Optional;

/** Answers to {@link BankQuery}. */
public final class BankResponse {
    private BankResponse() {}

    public record Supply(Coin amount) {}

    public record Balance(Coin amount) {}

    public record AllBalances(List<Coin> amount) {
        public AllBalances {
            amount = List.copyOf(amount);
        }
    }

    public record DenomMetadata(Metadata metadata) {}

    /**
     * @param metadata absent and empty are written differently
     * @param nextKey empty on the last page
     */
    public record AllDenomMetadata(Optional<List<Metadata>> metadata, Bytes nextKey) {}

    public record Metadata(
            String description,
            Optional<List<DenomUnit>> denomUnits,
            String base,
            String display,
            String name,
            String symbol,
            String uri,
            String uriHash) {}

    /**
     * @param exponent unsigned 32 bit
     * @param aliases absent and empty are written differently
     */
    public record DenomUnit(String denom, long exponent, Optional<List<String>> aliases) {}
}
