/**
 * What a chain for development can do and no other can, as far as it happens in blocks: transactions that nobody signed, and messages
 * that change state by fiat. Entry: {@link dev.orrery.chain.devnet.DevnetModule}. Going back and the clock are the producer's affair
 * ({@link dev.orrery.chain.solo.SoloNode}).
 */
package dev.orrery.chain.devnet;
