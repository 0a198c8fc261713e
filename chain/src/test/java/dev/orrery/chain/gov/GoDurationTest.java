package dev.orrery.chain.gov;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GoDurationTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT48H, 48h0m0s",
        "PT1H0.5S, 1h0m0.5s",
        "PT90S, 1m30s",
        "PT59.000000001S, 59.000000001s",
        "PT0.25S, 250ms",
        "PT0.0000015S, 1.5µs",
        "PT0.000000007S, 7ns",
        "PT-90S, -1m30s"
    })
    void readsAsInGo(Duration duration, String text) {
        assertEquals(text, GoDuration.text(duration));
    }
}
