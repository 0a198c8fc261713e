/**
 * IBC v2: packets from client to client, without connections and channels. Entry types: {@link dev.orrery.ibc.v2.CounterpartyKeeper},
 * {@link dev.orrery.ibc.v2.PacketKeeperV2}.
 */
package dev.orrery.ibc.v2;
