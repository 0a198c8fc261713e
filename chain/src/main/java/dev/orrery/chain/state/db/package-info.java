/**
 * Where bytes are kept: an ordered map on disk or in memory, with atomic batches and snapshots.
 *
 * <p>Entry type: {@link dev.orrery.chain.state.db.Database}. What the keys mean does not belong here.
 */
package dev.orrery.chain.state.db;
