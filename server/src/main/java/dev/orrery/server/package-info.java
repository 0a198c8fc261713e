/** Placeholder. */
package dev.orrery.server;
