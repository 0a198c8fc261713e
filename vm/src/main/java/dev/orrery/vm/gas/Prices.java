package dev.orrery.vm.gas;

/** The price lists that {@link GasSchedule} combines. CosmWasm gas. cosmwasm vm environment.rs: GasConfig::default. */
final class Prices {
    /** Before 1.5.10, 2.0.9 and 2.1.6 crossing the border was free. */
    static final HostCosts NO_HOST_COSTS =
            new HostCosts(0, LinearCost.FREE, LinearCost.FREE, LinearCost.FREE, LinearCost.FREE);

    private static final long HOST_CALL = 18_000;
    private static final LinearCost READ_SMALL_REGION = new LinearCost(200_000, 115);
    private static final LinearCost READ_LARGE_REGION = new LinearCost(0, 520);
    private static final LinearCost WRITE_REGION = new LinearCost(230_000, 570);
    private static final LinearCost STRING_FROM_BYTES = new LinearCost(28_700, 1_400);

    /** Reads are charged, writes are not. Quirk: 1.5.10 has the same figures though its unit is 1000 times smaller. */
    static final HostCosts READ_COSTS =
            new HostCosts(HOST_CALL, READ_SMALL_REGION, READ_LARGE_REGION, LinearCost.FREE, STRING_FROM_BYTES);

    static final HostCosts READ_AND_WRITE_COSTS =
            new HostCosts(HOST_CALL, READ_SMALL_REGION, READ_LARGE_REGION, WRITE_REGION, STRING_FROM_BYTES);

    /** One microsecond on the reference's machine. */
    private static final long MICROSECOND = 1_000_000;

    static final CryptoCosts CRYPTO_2_1 = new CryptoCosts(
            96 * MICROSECOND,
            194 * MICROSECOND,
            279 * MICROSECOND,
            592 * MICROSECOND,
            35 * MICROSECOND,
            new LinearCost(24 * MICROSECOND, 21 * MICROSECOND),
            new LinearCost(36 * MICROSECOND, 10 * MICROSECOND),
            0,
            new LinearCost(136 * MICROSECOND / 2, 24 * MICROSECOND / 2),
            new LinearCost(207 * MICROSECOND / 2, 49 * MICROSECOND / 2),
            563 * MICROSECOND,
            871 * MICROSECOND,
            new LinearCost(2_112 * MICROSECOND, 163 * MICROSECOND));

    private Prices() {}

    /**
     * The prices of 1.x and 2.0, which had neither secp256r1 nor BLS12-381: no contract gets as far as paying for those.
     *
     * @param perUnit units of CosmWasm gas then for one now: 1000 in 1.x
     */
    static CryptoCosts withoutR1AndBls(long perUnit) {
        long micro = MICROSECOND * perUnit;
        return new CryptoCosts(
                154 * micro,
                162 * micro,
                0,
                0,
                63 * micro,
                new LinearCost(0, 63 * micro / 2),
                new LinearCost(0, 63 * micro / 4),
                63 * micro,
                LinearCost.FREE,
                LinearCost.FREE,
                0,
                0,
                LinearCost.FREE);
    }
}
