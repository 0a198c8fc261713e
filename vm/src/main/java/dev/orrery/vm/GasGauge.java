package dev.orrery.vm;

/** Tells a backend how much gas its call has left, unsigned. Used on the thread of the call only. */
@FunctionalInterface
public interface GasGauge {
    long left();
}
