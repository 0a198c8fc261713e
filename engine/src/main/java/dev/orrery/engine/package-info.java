/**
 * Wasm on the JVM: decode, validate, compile to class files with the fuel woven in, and run.
 *
 * <p>Entry types: {@link dev.orrery.engine.Module} (bytes that passed validation), {@link dev.orrery.engine.Engine} (makes
 * them executable under a {@link dev.orrery.engine.HostProfile}) and {@link dev.orrery.engine.Instance} (one running
 * copy). Nothing here knows CosmWasm: what a host system brings (imports, prices, features, limits) is passed in.
 */
package dev.orrery.engine;
