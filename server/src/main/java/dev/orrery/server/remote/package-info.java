/**
 * A CometBFT in another process, asked by its RPC: what an application under it can't know by itself, blocks, transactions and the way
 * to hand one in. Entry type: {@link dev.orrery.server.remote.RemoteNode}. The RPC that Orrery serves itself is in
 * {@code dev.orrery.server.comet}.
 */
package dev.orrery.server.remote;
