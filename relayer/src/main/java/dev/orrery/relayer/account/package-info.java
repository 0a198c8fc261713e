/**
 * An account on a chain: its key, and transactions signed with it.
 *
 * <p>Entry type: {@link dev.orrery.relayer.account.Account}. It knows nothing of IBC.
 */
package dev.orrery.relayer.account;
