package dev.orrery.javawasm.library.lang;

/** Above all enums. */
public abstract class JEnum<E extends JEnum<E>> implements JComparable<E> {
    private final JString name;
    private final int ordinal;

    protected JEnum(JString name, int ordinal) {
        this.name = name;
        this.ordinal = ordinal;
    }

    public final JString name() {
        return name;
    }

    public final int ordinal() {
        return ordinal;
    }

    @Override
    public int compareTo(E other) {
        return ordinal - ((JEnum<E>) other).ordinal;
    }

    @Override
    public String toString() {
        return (String) (Object) name;
    }
}
