/**
 * What a newcomer to a chain for development needs first: descriptions of the chain that wallets and tools read, and coins.
 *
 * <p>Entry type: {@link dev.orrery.server.onboarding.Onboarding}. Documents follow the chain registry's schemas and Keplr's
 * {@code ChainInfo}; the faucet speaks the protocol of CosmJS.
 */
package dev.orrery.server.onboarding;
