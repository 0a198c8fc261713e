/** In place of {@code java.lang}. */
package dev.orrery.javawasm.library.lang;
