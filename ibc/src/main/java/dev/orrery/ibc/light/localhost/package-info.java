/**
 * The chain's view of itself (client {@code 09-localhost}), so that two applications of one chain can talk over IBC. Entry type:
 * {@link dev.orrery.ibc.light.localhost.Localhost}.
 */
package dev.orrery.ibc.light.localhost;
