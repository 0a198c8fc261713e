/**
 * A relayer: carries IBC packets between two chains, as a client of both. It works with any chain of the Cosmos SDK by CometBFT's RPC,
 * and keeps nothing: what has to be done is read from the chains each time.
 *
 * <p>Entry type: {@link dev.orrery.relayer.Relayer}. Rules of IBC itself are those of the chains and do not belong here.
 */
package dev.orrery.relayer;
