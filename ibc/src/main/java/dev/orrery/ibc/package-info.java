/**
 * IBC as pure state machines: what a chain keeps about other chains, and the packets between them. The host supplies an
 * {@link dev.orrery.ibc.IbcStore} and a {@link dev.orrery.ibc.ChainClock}; nothing here does input or output or starts a thread.
 */
package dev.orrery.ibc;
