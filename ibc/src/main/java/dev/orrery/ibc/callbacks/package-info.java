/**
 * Tells contracts what becomes of packets whose memo names them (ADR-8). A layer over an application; entry type:
 * {@link dev.orrery.ibc.callbacks.CallbackLayer}.
 */
package dev.orrery.ibc.callbacks;
