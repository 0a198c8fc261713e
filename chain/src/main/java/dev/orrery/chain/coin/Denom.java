package dev.orrery.chain.coin;

import java.util.Optional;

/** The rule for names of tokens. Cosmos SDK types/coin.go. */
public final class Denom {
    private static final int MIN_LENGTH = 3;
    private static final int MAX_LENGTH = 128;

    private Denom() {}

    /** What is wrong with a name, or nothing. */
    public static Optional<String> fault(String denom) {
        return isValid(denom) ? Optional.empty() : Optional.of("invalid denom: " + denom);
    }

    public static boolean isValid(String denom) {
        if (denom.length() < MIN_LENGTH || denom.length() > MAX_LENGTH || !isLetter(denom.charAt(0))) {
            return false;
        }
        for (int i = 1; i < denom.length(); i++) {
            char c = denom.charAt(i);
            if (!isLetter(c) && !(c >= '0' && c <= '9') && "/:._-".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
