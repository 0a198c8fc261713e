/**
 * How the state machine says no: a code that clients act on and a text they show. Entry types:
 * {@link dev.orrery.chain.error.ErrorCode}, {@link dev.orrery.chain.error.ChainException}. A module's own codes live with the
 * module.
 */
package dev.orrery.chain.error;
