/**
 * Packets in flight: which were sent and not received, received and not acknowledged, or ran out of time, and the messages that follow.
 *
 * <p>Entry type: {@link dev.orrery.relayer.packet.PacketSteps}. What is known of packets is on the chains; only their events are
 * remembered here.
 */
package dev.orrery.relayer.packet;
