/**
 * The handshake between two chains, each through its client of the other (ICS-03). Entry types:
 * {@link dev.orrery.ibc.connection.ConnectionHandshake}, {@link dev.orrery.ibc.connection.ConnectionKeeper}.
 */
package dev.orrery.ibc.connection;
