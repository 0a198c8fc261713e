/** In place of {@code java.util}. */
package dev.orrery.javawasm.library.util;
