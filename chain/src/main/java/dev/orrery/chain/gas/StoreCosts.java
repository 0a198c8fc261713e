package dev.orrery.chain.gas;

/** Prices of store operations in SDK gas, flat and per byte. */
public record StoreCosts(
        long has, long delete, long readFlat, long readPerByte, long writeFlat, long writePerByte, long iterateFlat) {
    /** cosmossdk.io/store types/gas.go: KVGasConfig. */
    public static final StoreCosts PERSISTENT = new StoreCosts(1000, 1000, 1000, 3, 2000, 30, 30);
}
