/**
 * How two chains are linked: by a connection and channels over it, or client to client as IBC v2 has it. What is there already, whoever
 * made it and however far it got, is found and finished; the rest is made.
 *
 * <p>Entry types: {@link dev.orrery.relayer.link.ConnectionLink}, {@link dev.orrery.relayer.link.ChannelSteps},
 * {@link dev.orrery.relayer.link.ClientLink}.
 */
package dev.orrery.relayer.link;
