/** Placeholder. */
package dev.orrery.msg;
