/** Contracts that tests run: our own, and those of published packages. */
package dev.orrery.testkit.contracts;
