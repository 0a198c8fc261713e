package dev.orrery.javawasm.samples;

/** What the JVM throws by itself. */
public final class Faults {
    private static final class Box {
        private int content = 3;
        private Box next;

        int get() {
            return content;
        }

        int constant() {
            return 5;
        }
    }

    private Faults() {}

    private static Box box(long a) {
        return a == 0 ? null : new Box();
    }

    @Export("fieldOfNull")
    public static long fieldOfNull(long a, long b) {
        return box(a).content;
    }

    @Export("storeToNull")
    public static long storeToNull(long a, long b) {
        box(a).next = new Box();
        return 1;
    }

    @Export("methodOfNull")
    public static long methodOfNull(long a, long b) {
        return box(a).get();
    }

    @Export("methodOfNullThatReadsNothing")
    public static long methodOfNullThatReadsNothing(long a, long b) {
        return box(a).constant();
    }

    @Export("freshFieldIsNull")
    public static long freshFieldIsNull(long a, long b) {
        Box box = new Box();
        if (a != 0) {
            box.next = box;
        }
        return box.next.get();
    }

    @Export("elementOfNull")
    public static long elementOfNull(long a, long b) {
        byte[] bytes = a == 0 ? null : new byte[1];
        return bytes[0];
    }

    @Export("elementOutside")
    public static long elementOutside(long a, long b) {
        long[] numbers = new long[4];
        return numbers[(int) b];
    }

    @Export("storeOutside")
    public static long storeOutside(long a, long b) {
        byte[] bytes = new byte[4];
        bytes[(int) b] = 1;
        return bytes.length;
    }

    @Export("negativeLength")
    public static long negativeLength(long a, long b) {
        return new int[(int) b].length;
    }

    @Export("divisionByZero")
    public static long divisionByZero(long a, long b) {
        return 10 / (int) a + 10 / a;
    }

    @Export("wrongCast")
    public static long wrongCast(long a, long b) {
        Object object = a == 0 ? "text" : new Box();
        return ((Box) object).get();
    }

    @Export("castOfNull")
    public static long castOfNull(long a, long b) {
        Object object = a == 0 ? null : new Box();
        Box box = (Box) object;
        return box == null ? -1 : box.get();
    }

    @Export("uncaught")
    public static long uncaught(long a, long b) {
        if (a != 0) {
            throw new IllegalStateException("at " + a);
        }
        return 1;
    }
}
