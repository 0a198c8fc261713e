package dev.orrery.javawasm.library.lang;

/** Boxed booleans. */
public final class JBoolean implements JComparable<JBoolean> {
    private final boolean value;

    private JBoolean(boolean value) {
        this.value = value;
    }

    public static JBoolean valueOf(boolean value) {
        return new JBoolean(value);
    }

    public boolean booleanValue() {
        return value;
    }

    public static int hashCode(boolean value) {
        return value ? 1231 : 1237;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JBoolean box && box.value == value;
    }

    @Override
    public int hashCode() {
        return hashCode(value);
    }

    @Override
    public String toString() {
        return value ? "true" : "false";
    }

    @Override
    public int compareTo(JBoolean other) {
        return value == other.value ? 0 : value ? 1 : -1;
    }
}
