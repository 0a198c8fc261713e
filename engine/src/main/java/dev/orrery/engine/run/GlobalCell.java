package dev.orrery.engine.run;

/** One global variable. Numbers as raw bits in {@link #bits}, references in {@link #reference}. Hot. */
public final class GlobalCell {
    public long bits;
    public Object reference;
}
