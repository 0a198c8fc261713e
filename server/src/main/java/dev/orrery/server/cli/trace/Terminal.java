package dev.orrery.server.cli.trace;

/** Text of contracts for a terminal, which obeys some characters instead of showing them. */
final class Terminal {
    private Terminal() {}

    /** The text in one line without control characters. */
    static String printable(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .forEach(character -> safe.appendCodePoint(
                        Character.isISOControl(character) || Character.getType(character) == Character.FORMAT
                                ? '\uFFFD'
                                : character));
        return safe.toString();
    }

    /** The same, not longer than that many characters. */
    static String printable(String text, int most) {
        String safe = printable(text);
        return safe.length() <= most ? safe : safe.substring(0, most - 1) + "…";
    }
}
