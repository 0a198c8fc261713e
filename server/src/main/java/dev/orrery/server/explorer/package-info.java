/**
 * The page that shows a chain to people: static files, and the calls that they make of the node.
 *
 * <p>Entry type: {@link dev.orrery.server.explorer.ExplorerPage}. The page itself lies among the resources; everything it shows it
 * asks the RPC and the REST gateway for, like any client.
 */
package dev.orrery.server.explorer;
