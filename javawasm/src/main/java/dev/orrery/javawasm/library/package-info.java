/**
 * What of the JDK contracts in Java have, written anew for a memory without collector: {@code java.lang.String} is
 * {@code lang.JString} here, and so on. Compiled together with the contract; never used on a JVM.
 *
 * <p>The compiler knows these classes by the JDK's names. Within this package both exist: a literal has the JDK's type and is a
 * {@code JString}, which a cast over Object tells javac.
 *
 * <p>Null is an address at which nothing can be read, so none of these methods tests for it: Wasm's own check ends the call.
 */
package dev.orrery.javawasm.library;
