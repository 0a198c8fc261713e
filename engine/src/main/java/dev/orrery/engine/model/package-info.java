/**
 * Records of a decoded module: immutable, no logic beyond look-ups. Names follow the WebAssembly specification, chapter 2
 * (Structure). Index spaces count imports first, as there.
 */
package dev.orrery.engine.model;
