package dev.orrery.ibc.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orrery.ibc.IbcException;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Names of clients, connections, channels and ports. ibc-go 24-host/validate.go and the types/keys.go of each part. */
public final class Identifiers {
    public static final String LOCALHOST_CLIENT = "09-localhost";
    public static final String LOCALHOST_CONNECTION = "connection-localhost";

    private static final int MAX_BYTES = 64;
    private static final int MAX_PORT_BYTES = 128;

    private static final Pattern ALLOWED = Pattern.compile("[a-zA-Z0-9._+\\-#\\[\\]<>]+");
    private static final Pattern CONNECTION = Pattern.compile("connection-[0-9]{1,20}");
    private static final Pattern CHANNEL = Pattern.compile("channel-[0-9]{1,20}");

    /** Go's {@code \w} is ASCII only, as is Java's. */
    private static final Pattern CLIENT = Pattern.compile("\\w+([\\w-]+\\w)?-[0-9]{1,20}");

    private static final Pattern CHAIN_WITH_REVISION = Pattern.compile(".*[^\\n-]-[1-9][0-9]*");

    private Identifiers() {}

    public static void checkClient(String id) {
        check(id, 4, MAX_BYTES);
    }

    public static void checkConnection(String id) {
        check(id, 10, MAX_BYTES);
    }

    public static void checkChannel(String id) {
        check(id, 8, MAX_BYTES);
    }

    public static void checkPort(String id) {
        check(id, 2, MAX_PORT_BYTES);
    }

    private static void check(String id, int min, int max) {
        if (id.isBlank()) {
            throw HostError.INVALID_ID.failure("identifier cannot be blank");
        }
        if (id.contains("/")) {
            throw HostError.INVALID_ID.failure("identifier " + id + " cannot contain separator '/'");
        }
        int length = id.getBytes(UTF_8).length;
        if (length < min || length > max) {
            throw HostError.INVALID_ID.failure("identifier " + id + " has invalid length: " + length
                    + ", must be between " + min + "-" + max + " characters");
        }
        if (!ALLOWED.matcher(id).matches()) {
            throw HostError.INVALID_ID.failure("identifier " + id
                    + " must contain only alphanumeric or the following characters:"
                    + " '.', '_', '+', '-', '#', '[', ']', '<', '>'");
        }
    }

    public static boolean isConnection(String id) {
        return CONNECTION.matcher(id).matches() && number(id).isPresent();
    }

    public static boolean isChannel(String id) {
        return CHANNEL.matcher(id).matches() && number(id).isPresent();
    }

    /** Whether a client may be called so: {@code type-N}, or the localhost's name. */
    public static boolean isClient(String id) {
        return id.equals(LOCALHOST_CLIENT)
                || (CLIENT.matcher(id).matches() && number(id).isPresent());
    }

    /**
     * The number of a channel, unsigned.
     *
     * @throws IbcException if it has none
     */
    public static long channelNumber(String id) {
        if (!isChannel(id)) {
            throw HostError.INVALID_ID.failure("channel identifier is not in the format: `channel-{N}`");
        }
        return number(id).getAsLong();
    }

    /**
     * The kind of a client, which its name begins with.
     *
     * @throws IbcException if it isn't a client's name
     */
    public static String clientType(String id) {
        if (id.equals(LOCALHOST_CLIENT)) {
            return id;
        }
        if (!isClient(id)) {
            throw HostError.INVALID_ID
                    .failure("invalid client identifier " + id + " is not in format: `{client-type}-{N}`")
                    .in("unable to parse client identifier " + id);
        }
        return id.substring(0, id.lastIndexOf('-'));
    }

    /** The revision a chain is in, unsigned: what stands after the last dash of its name. ibc-go 02-client: ParseChainID. */
    public static long revision(String chainId) {
        return CHAIN_WITH_REVISION.matcher(chainId).matches() ? number(chainId).orElse(0) : 0;
    }

    /** What stands after the last dash, if it fits into 64 bits. */
    private static OptionalLong number(String id) {
        try {
            return OptionalLong.of(Long.parseUnsignedLong(id.substring(id.lastIndexOf('-') + 1)));
        } catch (NumberFormatException tooLarge) {
            return OptionalLong.empty();
        }
    }
}
