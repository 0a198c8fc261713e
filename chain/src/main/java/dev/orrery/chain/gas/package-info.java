/**
 * What running costs on a chain: meters, and stores that charge them. SDK gas throughout; CosmWasm's gas is another unit. Entry
 * types: {@link dev.orrery.chain.gas.GasMeter}, {@link dev.orrery.chain.gas.MeteredStore}.
 */
package dev.orrery.chain.gas;
