package dev.orrery.relayer.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GasPriceTest {
    @Test
    void feesAreRoundedUp() {
        assertEquals(
                "2501", GasPrice.parse("0.025ucosm").fee(100_001).orElseThrow().getAmount());
    }

    @Test
    void nothingCostsNothing() {
        assertEquals(Optional.empty(), GasPrice.parse("0ucosm").fee(100_000));
    }

    @Test
    void vouchersAreMoneyToo() {
        assertEquals("ibc/AB", GasPrice.parse("1ibc/AB").denom());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ucosm", "0.025", "-1ucosm", "0.025 ucosm", "1.ucosm"})
    void otherTextsAreNoPrices(String text) {
        assertThrows(IllegalArgumentException.class, () -> GasPrice.parse(text));
    }
}
