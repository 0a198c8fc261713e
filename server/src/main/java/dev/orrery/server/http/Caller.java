package dev.orrery.server.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Who stands behind a request, as far as its headers tell. A browser sends requests for any page that is open in it, and names the page
 * that wants them; whoever owns a domain can let it be the address of this machine.
 *
 * @param byLink whether it is no more than a URL, for which browsers name no page
 * @param host that the request is for, with its port
 * @param origin of the page that sends it; absent: no page does
 */
public record Caller(boolean byLink, String host, Optional<String> origin) {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|.+\\.localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    public static Caller of(HttpFields headers, boolean byLink) {
        return new Caller(
                byLink,
                Optional.ofNullable(headers.get(HttpHeader.HOST)).orElse(""),
                Optional.ofNullable(headers.get(HttpHeader.ORIGIN)));
    }

    /** Whether it may be a page that doesn't come from this server. */
    public boolean isForeignPage() {
        return byLink
                || origin.map(page ->
                                !page.equalsIgnoreCase("http://" + host) && !page.equalsIgnoreCase("https://" + host))
                        .orElse(false);
    }

    /** Whether it calls this machine by a name that can't be another one's. */
    public boolean isForLoopback() {
        try {
            String name = new URI("http://" + host).getHost();
            return name != null
                    && LOOPBACK.matcher(name.toLowerCase(Locale.ROOT)).matches();
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
