/**
 * Stored Wasm and what was compiled from it: on disk, pinned in memory, and the recently used. VM.md chapter 5; cosmwasm vm
 * cache.rs, modules/.
 *
 * <p>Entry types: {@link dev.orrery.vm.cache.CodeStore}, {@link dev.orrery.vm.cache.ImageStore} and {@link
 * dev.orrery.vm.cache.ModuleCache}. Nothing here decides
 * whether code is acceptable.
 */
package dev.orrery.vm.cache;
