/**
 * Tokens that move between chains (ICS-20): kept in escrow where they are from, minted as vouchers where they go. Entry types:
 * {@link dev.orrery.ibc.transfer.TransferKeeper}, {@link dev.orrery.ibc.transfer.TransferModule}.
 */
package dev.orrery.ibc.transfer;
