package dev.orrery.chain.auth;

/**
 * Whether a block may hold transactions that nobody signed ({@link dev.orrery.chain.tx.UnsignedTx}). Nodes of one chain must agree,
 * and whoever makes blocks could act for anybody; so only a chain that makes its blocks itself, for development, allows them.
 */
public enum Impersonation {
    NONE,
    BY_THE_NODE
}
