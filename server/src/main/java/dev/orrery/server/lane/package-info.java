/**
 * Memory shared with a chain on the same host: a file that both map, with a ring of bytes for each direction, and how one side
 * wakes the other. Its layout is in docs/protocol.md.
 *
 * <p>Entry type: {@link dev.orrery.server.lane.Lanes}. Bytes only: what they mean is the business of {@code vmservice}.
 */
package dev.orrery.server.lane;
