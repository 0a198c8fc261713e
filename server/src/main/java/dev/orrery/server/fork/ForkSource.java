package dev.orrery.server.fork;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which chain a user wants a fork of.
 *
 * @param rpc of one of its nodes
 * @param height absent: the newest
 */
public record ForkSource(URI rpc, OptionalLong height) {
    private static final Pattern AT_HEIGHT = Pattern.compile("(.+)@([1-9]\\d{0,17})");

    /**
     * Reads {@code URL} or {@code URL@HEIGHT}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static ForkSource parse(String text) {
        Matcher both = AT_HEIGHT.matcher(text);
        return both.matches()
                ? new ForkSource(url(both.group(1)), OptionalLong.of(Long.parseLong(both.group(2))))
                : new ForkSource(url(text), OptionalLong.empty());
    }

    /** The same chain at this height. */
    public ForkSource at(long other) {
        return new ForkSource(rpc, OptionalLong.of(other));
    }

    private static URI url(String text) {
        try {
            URI uri = new URI(text.replaceFirst("^tcp://", "http://"));
            if (uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme())) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Said below, as for what is no address of a server.
        }
        throw new IllegalArgumentException(
                "'" + text + "' is not like http://127.0.0.1:26657 or https://rpc.example@1200");
    }
}
