/** Light clients of the one chain on the other: found, made, and kept up to date. Entry type: {@link dev.orrery.relayer.client.LightClients}. */
package dev.orrery.relayer.client;
