package dev.orrery.javawasm.samples;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Classes, records, enums, sealed types, lambdas, arrays, static state. */
// Odd on purpose.
@SuppressWarnings({"EnumOrdinal", "NarrowCalculation", "IntLongMath", "CompareToZero", "SelfEquals", "EqualsNull"})
public final class Objects {
    private Objects() {}

    sealed interface Shape {
        long area();

        default long twice() {
            return 2 * area();
        }
    }

    record Square(long side) implements Shape {
        @Override
        public long area() {
            return side * side;
        }
    }

    record Oblong(long width, int height, Shape inside) implements Shape {
        @Override
        public long area() {
            return width * height;
        }

        @Override
        public long twice() {
            return width + height;
        }
    }

    enum Colour implements Shape {
        RED,
        GREEN {
            @Override
            public long area() {
                return -7;
            }
        },
        BLUE;

        @Override
        public long area() {
            return ordinal();
        }
    }

    abstract static class Animal {
        protected final int legs;
        static int born;

        Animal(int legs) {
            this.legs = legs;
            born++;
        }

        abstract int sound();

        int noise() {
            return sound() * legs;
        }
    }

    static class Dog extends Animal {
        Dog() {
            super(4);
        }

        @Override
        int sound() {
            return 3;
        }
    }

    static final class Puppy extends Dog {
        private final long wide;
        private Object friend;

        Puppy(long wide) {
            this.wide = wide;
        }

        @Override
        int noise() {
            return super.noise() + (int) wide + (friend == null ? 1 : 0);
        }
    }

    private static Shape shape(long a, long b) {
        return switch ((int) (a & 3)) {
            case 0 -> new Square(b);
            case 1 -> new Oblong(b, (int) a & 0xFF, new Square(a & 7));
            default -> Colour.values()[(int) (b & 0xFF) % 3];
        };
    }

    @Export("dispatch")
    public static long dispatch(long a, long b) {
        Shape shape = shape(a, b);
        Animal animal = (a & 4) == 0 ? new Dog() : new Puppy(b);
        return shape.area() * 31 + shape.twice() + animal.noise() * 1000L + Animal.born % 2 * 0;
    }

    @Export("patterns")
    public static long patterns(long a, long b) {
        return switch (shape(a, b)) {
            case Square(long side) when side > 0 -> side;
            case Square square -> -square.side();
            case Oblong(long width, int height, Square(long side)) when side < 4 -> width + height * side;
            case Oblong oblong -> oblong.height();
            case Colour.RED -> 70;
            case Colour colour -> 71 + colour.ordinal();
        };
    }

    @Export("enums")
    public static long enums(long a, long b) {
        Colour colour = Colour.values()[(int) (a & 0xFF) % 3];
        long result = switch (colour) {
            case RED -> 1;
            case GREEN -> 2;
            case BLUE -> b;
        };
        return result * 10 + colour.name().length() + colour.toString().hashCode() + Colour.RED.compareTo(colour);
    }

    @Export("instanceOf")
    public static long instanceOf(long a, long b) {
        Object[] things = {shape(a, b), new Dog(), "text", 5, 6L, null, new int[2], new Shape[1], (char) b, true};
        long bits = 0;
        for (Object thing : things) {
            bits = bits * 2 + (thing instanceof Shape ? 1 : 0);
            bits = bits * 2 + (thing instanceof Animal && !(thing instanceof Puppy) ? 1 : 0);
            bits = bits * 3 + (thing instanceof String text ? text.length() % 3 : 0);
            bits = bits * 2 + (thing instanceof Integer i && i == 5 ? 1 : 0);
            bits = bits * 2 + (thing instanceof int[] ? 1 : 0);
            bits = bits * 2 + (thing instanceof Object[] ? 1 : 0);
            bits = bits * 2 + (thing instanceof Comparable<?> ? 1 : 0);
        }
        return bits;
    }

    @Export("recordMethods")
    public static long recordMethods(long a, long b) {
        Shape x = new Oblong(a & 3, (int) b & 1, new Square(b & 1));
        Shape y = new Oblong(b & 3, (int) a & 1, (a & 8) == 0 ? null : new Square(b & 1));
        long equal = (x.equals(y) ? 1 : 0) + (x.equals(x) ? 2 : 0) + (x.equals(null) ? 4 : 0);
        return equal + 8L * x.hashCode() + 1000L * y.toString().hashCode();
    }

    @Export("arrays")
    public static long arrays(long a, long b) {
        byte[] bytes = new byte[5];
        char[] chars = {'a', '\uFFFF', (char) a};
        short[] shorts = {(short) a, (short) b};
        long[] longs = {a, b, a ^ b};
        boolean[] flags = new boolean[3];
        int[] clone = new int[] {1, 2, 3};
        int[] other = clone.clone();
        bytes[1] = (byte) a;
        bytes[4] = (byte) (bytes[1] + b);
        flags[(int) (a & 1)] = true;
        flags[2] ^= flags[0];
        clone[0] = 9;
        byte[] moved = new byte[20];
        System.arraycopy(bytes, 1, moved, 3, 4);
        System.arraycopy(moved, 3, moved, 5, 10);
        long sum = 0;
        for (byte each : moved) {
            sum = sum * 31 + each;
        }
        return sum
                + chars[1] * 3L
                + chars[2]
                + shorts[0] * 7L
                + shorts[1]
                + longs[2]
                + longs.length
                + (flags[2] ? 1000 : 0)
                + other[0] * 10_000L;
    }

    @Export("copies")
    public static long copies(long a, long b) {
        long[] longs = {a, b, 3, 4, 5, 6, 7, 8};
        char[] chars = {'a', 'b', (char) a, (char) b, 'e', 'f'};
        String[] texts = {"x", null, "y", "z" + a};
        int from = (int) (a & 3);
        int to = (int) (b & 3);
        System.arraycopy(longs, from, longs, to, 5);
        System.arraycopy(chars, to, chars, from, 3);
        System.arraycopy(texts, from & 1, texts, to & 1, 3);
        long sum = 0;
        for (long each : longs) {
            sum = sum * 31 + each;
        }
        for (char each : chars) {
            sum = sum * 31 + each;
        }
        for (String each : texts) {
            sum = sum * 31 + (each == null ? 0 : each.hashCode());
        }
        return sum;
    }

    interface Limits {
        String NAME = String.valueOf(40 + 2);

        default int limit() {
            return NAME.length();
        }
    }

    private static final class Limited implements Limits {
        int own() {
            return NAME.hashCode();
        }
    }

    @Export("interfaceStatics")
    public static long interfaceStatics(long a, long b) {
        Limited limited = new Limited();
        return (a & 1) == 0 ? limited.own() : limited.limit();
    }

    @Export("lambdas")
    public static long lambdas(long a, long b) {
        Function<Long, Long> add = x -> x + a;
        Function<Long, Shape> square = Square::new;
        Supplier<String> text = () -> "b" + b;
        Function<Shape, Long> area = Shape::area;
        Optional<Shape> maybe = (b & 1) == 0 ? Optional.empty() : Optional.of(square.apply(add.apply(b)));
        return maybe.map(area).orElse(text.get().length() * 100L)
                + maybe.map(Object::hashCode).orElseGet(() -> -1);
    }

    @Export("lists")
    public static long lists(long a, long b) {
        List<Long> numbers = new ArrayList<>();
        for (long i = 0; i < (a & 63); i++) {
            numbers.add(i * b);
        }
        long sum = numbers.size();
        for (Long number : numbers) {
            sum = sum * 7 + number;
        }
        for (int each : new Countdown((int) b & 7)) {
            sum = sum * 3 + each;
        }
        return sum + (numbers.isEmpty() ? 1 : numbers.get(numbers.size() / 2));
    }

    private record Countdown(int from) implements Iterable<Integer> {
        @Override
        public Iterator<Integer> iterator() {
            return new Iterator<>() {
                private int left = from;

                @Override
                public boolean hasNext() {
                    return left > 0;
                }

                @Override
                public Integer next() {
                    return left--;
                }
            };
        }
    }

    static final class Late {
        static final StringBuilder LOG = new StringBuilder();
        static final long[] SQUARES = squares();

        private Late() {}

        private static long[] squares() {
            LOG.append("made");
            long[] squares = new long[10];
            for (int i = 0; i < squares.length; i++) {
                squares[i] = (long) i * i;
            }
            return squares;
        }
    }

    @Export("statics")
    public static long statics(long a, long b) {
        return Late.SQUARES[(int) (a & 7)] + Late.LOG.length() + Late.SQUARES[(int) (b & 7)] * 10;
    }
}
