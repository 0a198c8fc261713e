/**
 * The gRPC services that the node itself answers, about blocks and transactions, in one table with those of the state machine.
 * Served by gRPC, REST and {@code abci_query} alike.
 *
 * <p>Entry type: {@link dev.orrery.server.query.NodeQueries}. How requests and answers travel does not belong here.
 */
package dev.orrery.server.query;
