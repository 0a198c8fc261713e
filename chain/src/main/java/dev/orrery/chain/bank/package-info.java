/**
 * Who owns which coins: balances, supply, transfers. Entry types: {@link dev.orrery.chain.bank.BankKeeper},
 * {@link dev.orrery.chain.bank.BankModule}. Why coins move is for others to say.
 */
package dev.orrery.chain.bank;
