/**
 * What has to be done on a chain, and doing it: messages, the light client's update before them, transactions of bounded size, and
 * patience with what fails.
 *
 * <p>Entry types: {@link dev.orrery.relayer.work.End}, {@link dev.orrery.relayer.work.Delivery}. What has to be done is found elsewhere.
 */
package dev.orrery.relayer.work;
