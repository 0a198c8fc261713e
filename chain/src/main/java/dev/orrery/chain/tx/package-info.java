/**
 * Transactions: decoded, checked, routed, and what became of them. Read {@link dev.orrery.chain.tx.TxDecoder}, then
 * {@link dev.orrery.chain.tx.TxRunner}. What messages do is their module's business; blocks are not known here.
 */
package dev.orrery.chain.tx;
