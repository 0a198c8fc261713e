/**
 * From bytecode to trees: one method at a time, and the functions that stand for what bytecode leaves to the JVM.
 *
 * <p>Entry type: {@link dev.orrery.javawasm.translate.Linker}.
 */
package dev.orrery.javawasm.translate;
