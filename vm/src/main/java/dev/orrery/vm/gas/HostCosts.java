package dev.orrery.vm.gas;

/**
 * What crossing the border costs, whatever the import does besides. CosmWasm gas. cosmwasm vm environment.rs: GasConfig.
 *
 * @param hostCall each call of an import
 * @param readSmallRegion per byte, up to {@link #LARGE_REGION_BYTES}
 * @param readLargeRegion per byte, beyond
 * @param stringFromBytes per byte of a text that is checked for UTF-8
 */
public record HostCosts(
        long hostCall,
        LinearCost readSmallRegion,
        LinearCost readLargeRegion,
        LinearCost writeRegion,
        LinearCost stringFromBytes) {
    /** Longest region read at the price of small ones. Bytes. cosmwasm vm environment.rs: read_region_cost. */
    static final long LARGE_REGION_BYTES = 8_000_000;

    /** The price of copying {@code length} bytes out of the guest. */
    public long readRegion(long length) {
        return (length <= LARGE_REGION_BYTES ? readSmallRegion : readLargeRegion).of(length);
    }
}
