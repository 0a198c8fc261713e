/**
 * The RPC of CometBFT 0.38: JSON-RPC by POST, by URL and by web socket, with its methods, shapes and error texts.
 *
 * <p>Entry type: {@link dev.orrery.server.comet.CometServer}. Spec: LOCAL_CHAIN.md §1. How blocks are made, and what queries of
 * the application answer, does not belong here.
 */
package dev.orrery.server.comet;
