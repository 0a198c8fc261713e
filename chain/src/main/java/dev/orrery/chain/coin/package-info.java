/**
 * Amounts: coins, lists of coins, and numbers with 18 decimals, with the reference's arithmetic, limits and texts. Entry types:
 * {@link dev.orrery.chain.coin.Coins}, {@link dev.orrery.chain.coin.Decimal}. Who owns them is the bank's business.
 */
package dev.orrery.chain.coin;
