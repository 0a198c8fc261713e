package dev.orrery.javawasm.library.lang;

/** Boxed chars. */
public final class JCharacter implements JComparable<JCharacter> {
    private final char value;

    private JCharacter(char value) {
        this.value = value;
    }

    public static JCharacter valueOf(char value) {
        return new JCharacter(value);
    }

    public char charValue() {
        return value;
    }

    public static int hashCode(char value) {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JCharacter box && box.value == value;
    }

    @Override
    public int hashCode() {
        return value;
    }

    @Override
    public String toString() {
        return (String) (Object) JString.valueOf(value);
    }

    @Override
    public int compareTo(JCharacter other) {
        return value - other.value;
    }
}
