/**
 * Runs the first calls of a module that was compiled before, while its class files are not loaded: the JVM takes ten times as
 * long to define and verify them as such a call takes in all (docs/decisions/0007). Functions are decoded when they are first
 * called. A module that is called again, or a call that goes on for long, is handed over to compiled code, in the middle of a
 * loop if need be.
 *
 * <p>Entry type: {@link dev.orrery.engine.baseline.Baseline}. Unlike {@code interpret} it is no oracle: it knows the operators that
 * contracts consist of, and leaves functions with others to compiled code.
 */
package dev.orrery.engine.baseline;
