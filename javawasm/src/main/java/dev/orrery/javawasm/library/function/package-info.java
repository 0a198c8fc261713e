/** In place of {@code java.util.function}. */
package dev.orrery.javawasm.library.function;
