/** Java that is run both by the JVM and, compiled to Wasm, by the engine. */
package dev.orrery.javawasm.samples;
