package dev.orrery.chain.gov;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.Duration;
import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.coin.Coin;
import dev.orrery.chain.error.ChainException;
import dev.orrery.proto.cosmos.gov.v1.Params;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class GovParamsTest {
    private static final Params DEFAULTS = GovParams.defaults("stake");

    /** A change of the defaults, and what is said about it. */
    private record Case(String name, UnaryOperator<Params.Builder> change, String text) {}

    private static final List<Case> CASES = List.of(
            new Case("no deposit", Params.Builder::clearMinDeposit, "invalid minimum deposit: "),
            new Case(
                    "expedited deposit as the other",
                    params -> params.setExpeditedMinDeposit(
                            0, Coin.of("stake", 10_000_000).toProto()),
                    "expedited minimum deposit must be greater than minimum deposit: 10000000stake"),
            new Case(
                    "no time for deposits",
                    params -> params.setMaxDepositPeriod(Duration.getDefaultInstance()),
                    "maximum deposit period must be positive: 0"),
            new Case("quorum of 2", params -> params.setQuorum("2"), "quorom too large: 2"),
            new Case(
                    "quorum below zero",
                    params -> params.setQuorum("-1"),
                    "quorom cannot be negative: -1.000000000000000000"),
            new Case(
                    "no threshold",
                    params -> params.setThreshold("0"),
                    "vote threshold must be positive: 0.000000000000000000"),
            new Case(
                    "threshold that isn't a number",
                    params -> params.setThreshold(""),
                    "invalid threshold string: decimal string cannot be empty"),
            new Case(
                    "expedited threshold as the other",
                    params -> params.setExpeditedThreshold("0.5"),
                    "expedited vote threshold 0.500000000000000000, must be greater than the regular threshold"
                            + " 0.500000000000000000"),
            new Case(
                    "expedited vote as long as the other",
                    params -> params.setExpeditedVotingPeriod(params.getVotingPeriod()),
                    "expedited voting period 48h0m0s must be strictly less that the regular voting period 48h0m0s"),
            new Case(
                    "more than everything kept",
                    params -> params.setProposalCancelRatio("1.5"),
                    "burn rate of cancel proposal is too large: 1.500000000000000000"),
            new Case(
                    "kept for nobody",
                    params -> params.setProposalCancelDest("nobody"),
                    "deposits destination address is invalid: nobody"));

    private static void check(Params params) {
        GovParams.check(params, AddressFormats.of("wasm").account());
    }

    @Test
    void theDefaultsAreValid() {
        assertDoesNotThrow(() -> check(DEFAULTS));
    }

    @TestFactory
    Stream<DynamicTest> whatIsWrongIsNamed() {
        return CASES.stream()
                .map(each -> DynamicTest.dynamicTest(each.name(), () -> {
                    Params params = each.change().apply(DEFAULTS.toBuilder()).build();
                    assertEquals(
                            each.text(),
                            assertThrows(ChainException.class, () -> check(params))
                                    .text());
                }));
    }
}
