/**
 * Blocks as CometBFT 0.38 hashes, signs and stores them.
 *
 * <p>Entry types: {@link dev.orrery.chain.solo.block.BlockHashes}, {@link dev.orrery.chain.solo.block.ConsensusKey}, {@link
 * dev.orrery.chain.solo.block.BlockStore}. When blocks are made does not belong here.
 */
package dev.orrery.chain.solo.block;
