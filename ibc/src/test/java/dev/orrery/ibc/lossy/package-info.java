/**
 * Two chains whose relayer loses, repeats, delays and reorders what it submits, and forgets all it knows now and then. Entry type:
 * {@link dev.orrery.ibc.lossy.LossyRelayerProperties}.
 */
package dev.orrery.ibc.lossy;
