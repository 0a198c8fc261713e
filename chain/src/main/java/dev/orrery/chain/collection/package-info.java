/**
 * Typed keys and values over a module's store, byte for byte as the reference lays them out, since gas is paid per byte and clients
 * read stores. Entry types: {@link dev.orrery.chain.collection.StoreMap}, {@link dev.orrery.chain.collection.StoreItem}.
 */
package dev.orrery.chain.collection;
