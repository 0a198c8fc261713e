/**
 * ABCI 2.0 over a socket, as CometBFT 0.38 speaks it: for a state machine whose blocks a CometBFT decides. Entry type:
 * {@link dev.orrery.server.abci.AbciServer}. What a request does to the state doesn't belong here.
 */
package dev.orrery.server.abci;
