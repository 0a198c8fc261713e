/**
 * The handshake between two ports, over a connection (ICS-04). Entry types: {@link dev.orrery.ibc.channel.ChannelHandshake},
 * {@link dev.orrery.ibc.channel.ChannelKeeper}. Packets are another package's.
 */
package dev.orrery.ibc.channel;
