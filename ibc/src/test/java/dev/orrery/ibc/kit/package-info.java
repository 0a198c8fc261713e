/** Two chains in memory, each with IBC and applications, and a client of each on the other. */
package dev.orrery.ibc.kit;
