/**
 * Accounts that act in the name of others: who may send which messages for whom, and their sending. Entry types:
 * {@link dev.orrery.chain.authz.AuthzModule}, {@link dev.orrery.chain.authz.Authorization}. Authorizations about a module's messages
 * live with that module.
 */
package dev.orrery.chain.authz;
