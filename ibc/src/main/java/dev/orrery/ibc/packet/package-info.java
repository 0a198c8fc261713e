/**
 * Packets over channels: send, receive, acknowledge, time out (ICS-04). Entry types: {@link dev.orrery.ibc.packet.PacketSend},
 * {@link dev.orrery.ibc.packet.PacketReceive}, {@link dev.orrery.ibc.packet.PacketAcknowledge},
 * {@link dev.orrery.ibc.packet.PacketTimeout}. Which application a packet is for is another package's affair.
 */
package dev.orrery.ibc.packet;
