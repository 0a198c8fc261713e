package dev.orrery.chain.solo.index;

import dev.orrery.chain.solo.index.Condition.Comparison;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code tag = operand AND tag EXISTS AND …}. An operand is a number, a {@code 'text'}, {@code TIME} or {@code DATE} and
 * their value. Grammar: cometbft libs/pubsub/query/syntax.
 */
final class QueryParser {
    private final String text;
    private int at;

    QueryParser(String text) {
        this.text = text;
    }

    List<Condition> conditions() {
        List<Condition> conditions = new ArrayList<>();
        do {
            conditions.add(condition());
        } while (takeWord("AND"));
        skipSpace();
        if (at < text.length()) {
            throw invalid("want AND or the end");
        }
        return conditions;
    }

    private Condition condition() {
        String tag = tag();
        if (takeWord("EXISTS")) {
            return new Condition(tag, new Condition.Exists());
        }
        if (takeWord("CONTAINS")) {
            skipSpace();
            return new Condition(tag, new Condition.Contains(quoted()));
        }
        Comparison comparison = comparison();
        Condition.Operand operand = operand();
        if (comparison == Comparison.EQUAL) {
            return new Condition(tag, new Condition.Is(operand));
        }
        if (operand instanceof Condition.Ordered ordered) {
            return new Condition(tag, new Condition.Compared(comparison, ordered));
        }
        throw invalid("a text can only be equal");
    }

    private String tag() {
        skipSpace();
        int start = at;
        while (at < text.length() && isTagPart(text.charAt(at))) {
            at++;
        }
        if (start == at || text.charAt(start) == '.' || text.charAt(start) == '-') {
            at = start;
            throw invalid("want a tag");
        }
        return text.substring(start, at);
    }

    private Comparison comparison() {
        skipSpace();
        if (take("<=")) {
            return Comparison.AT_MOST;
        }
        if (take(">=")) {
            return Comparison.AT_LEAST;
        }
        if (take("<")) {
            return Comparison.LESS;
        }
        if (take(">")) {
            return Comparison.GREATER;
        }
        if (take("=")) {
            return Comparison.EQUAL;
        }
        throw invalid("want =, <, <=, >, >=, CONTAINS or EXISTS");
    }

    private Condition.Operand operand() {
        skipSpace();
        if (at < text.length() && text.charAt(at) == '\'') {
            return new Condition.Text(quoted());
        }
        if (takeWord("TIME") || takeWord("DATE")) {
            return moment();
        }
        return number();
    }

    private String quoted() {
        if (!take("'")) {
            throw invalid("want a quoted text");
        }
        int end = text.indexOf('\'', at);
        if (end < 0) {
            at = text.length();
            throw invalid("want a closing quote");
        }
        String inside = text.substring(at, end);
        at = end + 1;
        return inside;
    }

    private Condition.Numeral number() {
        int start = at;
        skipDigits();
        if (start < at && at < text.length() && text.charAt(at) == '.') {
            at++;
            skipDigits();
        }
        if (start == at) {
            throw invalid("want a number, a quoted text, TIME or DATE");
        }
        String literal = text.substring(start, at);
        return new Condition.Numeral(
                literal, new BigDecimal(literal.endsWith(".") ? literal.substring(0, literal.length() - 1) : literal));
    }

    private Condition.Moment moment() {
        skipSpace();
        int start = at;
        while (at < text.length() && (isDigit(text.charAt(at)) || "-T:+Z.".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        String literal = text.substring(start, at);
        Instant value = Condition.moment(literal).orElseThrow(() -> invalid("want a time like 2006-01-02T15:04:05Z"));
        return new Condition.Moment(literal, value);
    }

    private boolean take(String symbol) {
        boolean there = text.startsWith(symbol, at);
        if (there) {
            at += symbol.length();
        }
        return there;
    }

    private boolean takeWord(String word) {
        skipSpace();
        int end = at + word.length();
        boolean there = text.startsWith(word, at) && (end == text.length() || !isTagPart(text.charAt(end)));
        if (there) {
            at = end;
        }
        return there;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private void skipDigits() {
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
    }

    private QueryException invalid(String wanted) {
        return new QueryException("invalid query at offset " + at + ": " + wanted);
    }

    private static boolean isTagPart(char c) {
        return c == '.' || c == '_' || c == '-' || Character.isLetterOrDigit(c);
    }

    private static boolean isDigit(char c) {
        return '0' <= c && c <= '9';
    }
}
