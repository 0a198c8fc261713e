package dev.orrery.vm.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** A set of names in a text, cut to a number of bytes. cosmwasm vm limited.rs. */
final class LimitedSet {
    /** Rust's order of texts: by their bytes. */
    private static final Comparator<String> BY_BYTES = (a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b));

    private LimitedSet() {}

    /**
     * The names, sorted, without repetitions; as many as fit, and how many there are besides.
     *
     * @param maxBytes must leave room for more than the count
     */
    static String text(Stream<String> names, int maxBytes) {
        List<String> sorted = names.sorted(BY_BYTES).distinct().toList();
        StringBuilder text = new StringBuilder("{");
        int bytes = 1;
        Deque<Cut> cuts = new ArrayDeque<>();
        for (String name : sorted) {
            cuts.push(new Cut(text.length(), bytes));
            String entry = (cuts.size() == 1 ? "\"" : ", \"") + name + "\"";
            text.append(entry);
            bytes += utf8(entry).length;
            if (bytes > maxBytes) {
                break;
            }
        }
        if (bytes + 1 <= maxBytes) {
            return text.append('}').toString();
        }
        for (; ; ) {
            Cut cut = cuts.pop();
            int left = sorted.size() - cuts.size();
            String rest = cuts.isEmpty() ? "... " + left + " elements" : ", ... " + left + " more";
            if (cut.bytes() + rest.length() + 1 <= maxBytes) {
                text.setLength(cut.chars());
                return text.append(rest).append('}').toString();
            }
        }
    }

    /** Where the text can end instead: before an entry. */
    private record Cut(int chars, int bytes) {}

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
