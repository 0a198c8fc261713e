package dev.orrery.vm.gas;

import java.util.List;
import java.util.Optional;

/**
 * The prices of one span of cosmwasm-vm releases, as data, so that a chain keeps the gas of the release it runs. Taken from
 * the tagged sources of each release; {@link #V1_5_10}, {@link #V2_1_6}, {@link #V2_2_9} and {@link #V3_0_9} also measured
 * against libraries with them.
 *
 * @param name the first release with these prices
 * @param releases all releases with these prices, for people
 * @param validatesByRoundTrip whether {@code addr_validate} pays for two questions to the chain: what the canonical address is,
 *     and what text belongs to that. Since 2.0.0 it is one question. cosmwasm vm imports.rs: do_addr_validate
 */
public record GasSchedule(
        String name,
        String releases,
        OperatorCosts operators,
        HostCosts host,
        CryptoCosts crypto,
        boolean validatesByRoundTrip) {
    public static final GasSchedule V1_0 = new GasSchedule(
            "1.0",
            "1.0.0–1.5.5",
            new OperatorCosts(150_000, 1, false, false),
            Prices.NO_HOST_COSTS,
            Prices.withoutR1AndBls(1_000),
            true);

    public static final GasSchedule V1_5_6 = new GasSchedule(
            "1.5.6",
            "1.5.6–1.5.7",
            new OperatorCosts(115_000, 1, false, false),
            Prices.NO_HOST_COSTS,
            Prices.withoutR1AndBls(1_000),
            true);

    public static final GasSchedule V1_5_8 = new GasSchedule(
            "1.5.8",
            "1.5.8–1.5.9",
            new OperatorCosts(115_000, 14, true, false),
            Prices.NO_HOST_COSTS,
            Prices.withoutR1AndBls(1_000),
            true);

    public static final GasSchedule V1_5_10 = new GasSchedule(
            "1.5.10",
            "1.5.10–1.5.11",
            new OperatorCosts(115_000, 14, true, false),
            Prices.READ_COSTS,
            Prices.withoutR1AndBls(1_000),
            true);

    public static final GasSchedule V2_0_0 = new GasSchedule(
            "2.0.0",
            "2.0.0–2.0.4",
            new OperatorCosts(150, 1, false, false),
            Prices.NO_HOST_COSTS,
            Prices.withoutR1AndBls(1),
            false);

    public static final GasSchedule V2_0_5 = new GasSchedule(
            "2.0.5",
            "2.0.5–2.0.6",
            new OperatorCosts(115, 1, false, false),
            Prices.NO_HOST_COSTS,
            Prices.withoutR1AndBls(1),
            false);

    public static final GasSchedule V2_0_7 = new GasSchedule(
            "2.0.7",
            "2.0.7–2.0.8",
            new OperatorCosts(115, 14, true, false),
            Prices.NO_HOST_COSTS,
            Prices.withoutR1AndBls(1),
            false);

    public static final GasSchedule V2_0_9 = new GasSchedule(
            "2.0.9",
            "2.0.9",
            new OperatorCosts(115, 14, true, false),
            Prices.READ_COSTS,
            Prices.withoutR1AndBls(1),
            false);

    public static final GasSchedule V2_1_0 = new GasSchedule(
            "2.1.0",
            "2.1.0–2.1.1",
            new OperatorCosts(170, 1, false, false),
            Prices.NO_HOST_COSTS,
            Prices.CRYPTO_2_1,
            false);

    public static final GasSchedule V2_1_2 = new GasSchedule(
            "2.1.2",
            "2.1.2–2.1.3",
            new OperatorCosts(115, 1, false, false),
            Prices.NO_HOST_COSTS,
            Prices.CRYPTO_2_1,
            false);

    public static final GasSchedule V2_1_4 = new GasSchedule(
            "2.1.4",
            "2.1.4–2.1.5, 2.2.0",
            new OperatorCosts(115, 14, true, false),
            Prices.NO_HOST_COSTS,
            Prices.CRYPTO_2_1,
            false);

    public static final GasSchedule V2_1_6 = new GasSchedule(
            "2.1.6",
            "2.1.6, 2.2.1–2.2.8, 2.3.0–2.3.3",
            new OperatorCosts(115, 14, true, false),
            Prices.READ_COSTS,
            Prices.CRYPTO_2_1,
            false);

    public static final GasSchedule V2_2_9 = new GasSchedule(
            "2.2.9",
            "2.2.9, 2.3.4",
            new OperatorCosts(115, 14, true, true),
            Prices.READ_COSTS,
            Prices.CRYPTO_2_1,
            false);

    public static final GasSchedule V3_0_0 = new GasSchedule(
            "3.0.0",
            "3.0.0–3.0.8",
            new OperatorCosts(115, 14, true, false),
            Prices.READ_AND_WRITE_COSTS,
            Prices.CRYPTO_2_1,
            false);

    public static final GasSchedule V3_0_9 = new GasSchedule(
            "3.0.9",
            "3.0.9, 3.0.11",
            new OperatorCosts(115, 14, true, true),
            Prices.READ_AND_WRITE_COSTS,
            Prices.CRYPTO_2_1,
            false);

    /** The base line: wasmvm 3.0.7. */
    public static final GasSchedule LATEST = V3_0_9;

    /** All of them, oldest first. */
    public static final List<GasSchedule> ALL = List.of(
            V1_0, V1_5_6, V1_5_8, V1_5_10, V2_0_0, V2_0_5, V2_0_7, V2_0_9, V2_1_0, V2_1_2, V2_1_4, V2_1_6, V2_2_9,
            V3_0_0, V3_0_9);

    /** The schedule called {@code name}, for example {@code 3.0.9}. */
    public static Optional<GasSchedule> named(String name) {
        return ALL.stream().filter(schedule -> schedule.name().equals(name)).findFirst();
    }
}
