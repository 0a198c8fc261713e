package dev.orrery.chain.solo.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventQueryTest {
    private static final Map<String, List<String>> VALUES = Map.of(
            "tm.event", List.of("Tx"),
            "tx.height", List.of("37"),
            "transfer.amount", List.of("5ucosm", "100ucosm,7ustake"),
            "wasm._contract_address", List.of("wasm1abc"),
            "wasm-odd.when", List.of("2026-11-22T17:31:51Z"));

    record Case(String query, boolean matches) {}

    static Stream<Case> cases() {
        return Stream.of(
                new Case("tm.event='Tx'", true),
                new Case("tm.event = 'Tx'", true),
                new Case("tm.event='NewBlock'", false),
                new Case("tm.event='Tx' AND tx.height=37", true),
                new Case("tm.event='Tx' AND tx.height=38", false),
                new Case("tx.height>36 AND tx.height<=37", true),
                new Case("tx.height<37", false),
                new Case("tx.height>=36.5", true),
                new Case("transfer.amount>99", true),
                new Case("transfer.amount=5", true),
                new Case("transfer.amount>100", false),
                new Case("wasm._contract_address CONTAINS '1a'", true),
                new Case("wasm._contract_address CONTAINS 'zz'", false),
                new Case("wasm._contract_address EXISTS", true),
                new Case("wasm.nothing EXISTS", false),
                new Case("wasm EXISTS", true),
                new Case("wasm-odd.when>TIME 2026-11-22T17:31:50Z", true),
                new Case("wasm-odd.when>DATE 2026-11-23", false),
                new Case("ANDx.y EXISTS AND tm.event='Tx'", false));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void matchesAsCometBftDoes(Case each) {
        assertEquals(each.matches(), EventQuery.parse(each.query()).matches(VALUES));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "tm.event",
                "tm.event=",
                "tm.event='Tx",
                "='Tx'",
                "tm.event<'Tx'",
                "tm.event='Tx' AND",
                "tm.event='Tx' OR a=1",
                "tm.event='Tx' tx.height=1",
                "tx.height=abc",
                "a.b>TIME yesterday",
                "a.b CONTAINS 5",
                ".a=1"
            })
    void refusesWhatIsNoQuery(String text) {
        assertThrows(QueryException.class, () -> EventQuery.parse(text));
    }

    @Test
    void heightsOfAQueryAreTakenTogether() {
        Heights heights = Heights.of(EventQuery.parse("tx.height>=5 AND a.b='c' AND tx.height<10"), "tx.height", 100);
        assertEquals(5, heights.first());
        assertEquals(9, heights.last());
        assertEquals(1, heights.others().size());
    }

    @Test
    void aHeightBeyondAnyNumberMatchesNothing() {
        String huge = "9".repeat(150);
        for (String query : List.of("tx.height=" + huge, "tx.height>" + huge, "tx.height=3 AND tx.height=4")) {
            Heights heights = Heights.of(EventQuery.parse(query), "tx.height", 100);
            assertEquals(false, heights.first() <= heights.last(), query);
        }
        assertEquals(
                100,
                Heights.of(EventQuery.parse("tx.height<" + huge), "tx.height", 100)
                        .last());
    }
}
