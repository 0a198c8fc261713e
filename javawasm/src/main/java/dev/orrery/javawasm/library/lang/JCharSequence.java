package dev.orrery.javawasm.library.lang;

/** Text of whatever class. */
public interface JCharSequence {
    int length();

    char charAt(int index);

    boolean isEmpty();
}
