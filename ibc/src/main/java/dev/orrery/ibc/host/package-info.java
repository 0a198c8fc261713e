/** Identifiers and all keys of IBC's store (ICS-24). Entry types: {@link dev.orrery.ibc.host.PathsV1}, {@link dev.orrery.ibc.host.Identifiers}. */
package dev.orrery.ibc.host;
