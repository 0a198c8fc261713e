/**
 * Who owns something: account addresses and their bech32 spelling. Entry types: {@link dev.orrery.chain.address.Address},
 * {@link dev.orrery.chain.address.AddressFormat}.
 */
package dev.orrery.chain.address;
