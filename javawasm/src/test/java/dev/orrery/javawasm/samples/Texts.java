package dev.orrery.javawasm.samples;

import java.nio.charset.StandardCharsets;

/** Strings. */
// Odd on purpose.
@SuppressWarnings({"IntLongMath", "CompareToZero"})
public final class Texts {
    private static final String[] WORDS = {
        "",
        "a",
        "ab",
        "transfer",
        "transfer_from",
        "Größe",
        "\u20AC",
        "\uD83D\uDE00!",
        "increment",
        "\uFFFD",
        "\uE000x",
        "\0"
    };

    private Texts() {}

    private static String word(long index) {
        return WORDS[(int) ((index & 0xFFFF) % WORDS.length)];
    }

    @Export("concatenation")
    public static long concatenation(long a, long b) {
        String text =
                "a=" + a + ", b=" + (int) b + (char) ('a' + (a & 15)) + (a > b) + word(a) + null + (byte) a + (short) b;
        text += word(b);
        return text.hashCode() * 31L + text.length();
    }

    @Export("stringSwitch")
    public static long stringSwitch(long a, long b) {
        return switch (word(a)) {
            case "transfer" -> 1;
            case "transfer_from" -> 2;
            case "increment" -> 3;
            case "\uD83D\uDE00!", "\u20AC" -> 4;
            case "" -> 5;
            // Two strings with one hash.
            case "Aa", "BB" -> 6;
            default -> b;
        };
    }

    @Export("comparison")
    public static long comparison(long a, long b) {
        String x = word(a);
        String y = word(b);
        int order = Integer.compare(x.compareTo(y), 0);
        boolean[] answers = {
            x.equals(y),
            x.startsWith(y),
            x.endsWith(y),
            x.contains(y),
            x.isEmpty(),
            (x + y).equals(word(a) + y),
            x.compareTo(y) == y.length()
        };
        long bits = order + 1;
        for (boolean answer : answers) {
            bits = bits * 2 + (answer ? 1 : 0);
        }
        return bits * 1000 + x.compareTo(y);
    }

    @Export("characters")
    public static long characters(long a, long b) {
        String text = word(a) + word(b);
        long sum = text.length();
        for (int i = 0; i < text.length(); i++) {
            sum = sum * 31 + text.charAt(i);
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (byte each : bytes) {
            sum = sum * 7 + each;
        }
        String again = new String(bytes, StandardCharsets.UTF_8);
        return sum
                + (again.equals(text) ? 1 : 0)
                + word(a).concat(again).substring(word(a).length()).length();
    }

    @Export("numbers")
    public static long numbers(long a, long b) {
        String text = String.valueOf(a)
                + Long.toUnsignedString(b)
                + Integer.toString((int) a)
                + Integer.toUnsignedString((int) b)
                + Long.valueOf(a)
                + Integer.valueOf((int) b)
                + String.valueOf((Object) null);
        return text.hashCode();
    }
}
