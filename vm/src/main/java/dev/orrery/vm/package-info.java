/** Placeholder. */
package dev.orrery.vm;
