/**
 * The state machine put together: {@link dev.orrery.chain.Chain} over modules that {@link dev.orrery.chain.Wiring} lists, each of
 * them a {@link dev.orrery.chain.Module}. What happens in messages and queries happens in a {@link dev.orrery.chain.Context}.
 */
package dev.orrery.chain;
