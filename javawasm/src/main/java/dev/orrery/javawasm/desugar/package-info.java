/**
 * Replaces the call sites that a JVM links at run time by plain bytecode: string concatenation, patterns in switch, the methods
 * of records, lambdas.
 *
 * <p>Entry type: {@link dev.orrery.javawasm.desugar.Desugaring}.
 */
package dev.orrery.javawasm.desugar;
