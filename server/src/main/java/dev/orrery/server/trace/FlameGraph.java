package dev.orrery.server.trace;

import dev.orrery.vm.profile.CallProfile;
import java.util.Locale;

/** A profile as a picture that needs nothing else: callers on top, the wider the more gas. */
final class FlameGraph {
    private static final int WIDTH = 1200;
    private static final int ROW = 18;
    private static final int HEAD = 40;

    /** Narrower ones are left out: nobody could see them, and there may be many. Pixels. */
    private static final double MIN_WIDTH = 0.3;

    /** Of the font. Pixels. */
    private static final double CHARACTER_WIDTH = 6.6;

    private static final double PERCENT = 100.0;

    private final StringBuilder svg = new StringBuilder();
    private final long whole;

    private FlameGraph(long whole) {
        this.whole = whole;
    }

    static String svg(String title, CallProfile profile) {
        FlameGraph graph = new FlameGraph(Math.max(1, profile.total()));
        int height = HEAD + ROW * depth(profile) + ROW;
        graph.svg
                .append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(height)
                .append("\" width=\"100%\" font-family=\"ui-monospace,Menlo,Consolas,monospace\" font-size=\"11\">")
                .append("<rect width=\"100%\" height=\"100%\" fill=\"#fbfaf8\"/>")
                .append("<text x=\"10\" y=\"24\" font-size=\"14\" fill=\"#222\">")
                .append(escaped(title))
                .append(" · ")
                .append(gas(profile.total()))
                .append(" CosmWasm gas</text>");
        graph.draw(profile, 0, HEAD);
        return graph.svg.append("</svg>\n").toString();
    }

    private void draw(CallProfile profile, double left, int top) {
        double width = WIDTH * (profile.total() / (double) whole);
        if (width < MIN_WIDTH) {
            return;
        }
        svg.append("<g><title>")
                .append(escaped(profile.name()))
                .append(": ")
                .append(gas(profile.total()))
                .append(" (")
                .append(number(PERCENT * profile.total() / whole))
                .append(" %), itself ")
                .append(gas(profile.self()))
                .append("</title><rect x=\"")
                .append(number(left))
                .append("\" y=\"")
                .append(top)
                .append("\" width=\"")
                .append(number(Math.max(MIN_WIDTH, width - MIN_WIDTH)))
                .append("\" height=\"")
                .append(ROW - 1)
                .append("\" rx=\"2\" fill=\"")
                .append(colour(profile.name()))
                .append("\"/>");
        int characters = (int) ((width - 6) / CHARACTER_WIDTH);
        if (characters >= 3) {
            String name = profile.name();
            svg.append("<text x=\"")
                    .append(number(left + 3))
                    .append("\" y=\"")
                    .append(top + 13)
                    .append("\" fill=\"#1b1b1b\" pointer-events=\"none\">")
                    .append(escaped(name.length() <= characters ? name : name.substring(0, characters - 1) + "…"))
                    .append("</text>");
        }
        svg.append("</g>\n");
        double at = left;
        for (CallProfile each : profile.inside()) {
            draw(each, at, top + ROW);
            at += WIDTH * (each.total() / (double) whole);
        }
    }

    private static int depth(CallProfile profile) {
        int deepest = 0;
        for (CallProfile each : profile.inside()) {
            deepest = Math.max(deepest, depth(each));
        }
        return deepest + 1;
    }

    /** Warm for Wasm, blue for the host, violet for a contract's call; the same for the same name. */
    private static String colour(String name) {
        int shade = Math.floorMod(name.hashCode(), 30);
        if (name.startsWith("env.")) {
            return "hsl(" + (195 + shade) + ",60%,70%)";
        }
        return name.indexOf(' ') > 0 ? "hsl(265,55%,80%)" : "hsl(" + (18 + shade) + ",80%,68%)";
    }

    private static String gas(long gas) {
        return String.format(Locale.ROOT, "%,d", gas);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            switch (character) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                default -> safe.appendCodePoint(isXml(character) ? character : '\uFFFD');
            }
        });
        return safe.toString();
    }

    /** XML has no place for most control characters, escaped or not. */
    private static boolean isXml(int character) {
        return character == '\t'
                || (character >= ' ' && Character.getType(character) != Character.SURROGATE && character < 0xFFFE)
                || character > 0xFFFF;
    }
}
