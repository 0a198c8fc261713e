/**
 * The messages, queries and genesis of {@code ibc.core}, as the host wires them: every message is checked, proved, and passed to the
 * application it is for. Entry type: {@link dev.orrery.ibc.core.IbcCore}.
 */
package dev.orrery.ibc.core;
