/**
 * Counters of the process and the page they are read from.
 *
 * <p>Entry type: {@link dev.orrery.server.metrics.MetricsPage}. Nothing here may decide what a contract or a chain sees.
 */
package dev.orrery.server.metrics;
