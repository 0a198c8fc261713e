/**
 * A node of a chain as its clients see it: CometBFT's JSON-RPC over HTTP, and through it every query of the Cosmos SDK.
 *
 * <p>Entry types: {@link dev.orrery.relayer.node.Node}, {@link dev.orrery.relayer.node.View}; {@link dev.orrery.relayer.node.Rpc} for
 * other questions. What is done with the answers does not belong here. Answers are hostile: bounded in size, depth and time, and read
 * field by field.
 */
package dev.orrery.relayer.node;
