/**
 * The VM for a chain in another process: protocol {@code orrery.vm.v1}, described in docs/protocol.md.
 *
 * <p>Entry type: {@link dev.orrery.server.vmservice.VmServer}. A chain's state, addresses and rules do not belong here: they
 * are at the other end of the stream.
 */
package dev.orrery.server.vmservice;
