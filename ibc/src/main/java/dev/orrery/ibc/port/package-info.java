/**
 * Which application a port belongs to, and what core and applications ask of each other (ICS-05). Entry types:
 * {@link dev.orrery.ibc.port.PortRouter}, {@link dev.orrery.ibc.port.IbcModule}.
 */
package dev.orrery.ibc.port;
