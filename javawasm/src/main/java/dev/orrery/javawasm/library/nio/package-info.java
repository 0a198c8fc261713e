/** In place of {@code java.nio.charset}. */
package dev.orrery.javawasm.library.nio;
