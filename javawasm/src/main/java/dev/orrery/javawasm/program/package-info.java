/**
 * The classes of a program, closed to others: what they contain, which of it is reachable, how objects lie in memory.
 *
 * <p>Entry type: {@link dev.orrery.javawasm.program.Program}.
 */
package dev.orrery.javawasm.program;
