/** Placeholder. */
package dev.orrery.engine;
