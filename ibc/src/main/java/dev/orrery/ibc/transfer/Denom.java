package dev.orrery.ibc.transfer;

import static dev.orrery.ibc.Circumstances.within;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.orrery.ibc.GoJsonText;
import dev.orrery.ibc.Sha256;
import dev.orrery.ibc.host.Identifiers;
import dev.orrery.proto.ibc.applications.transfer.v1.DenomTrace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A token and the way it came. ibc-go apps/transfer types/denom.go.
 *
 * @param base its name where it is from; may contain slashes
 * @param trace the ends it came in by, the last one first; empty for tokens of this chain
 */
public record Denom(String base, List<Hop> trace) {
    /** What vouchers' names begin with. */
    static final String PREFIX = "ibc/";

    /** An end of a channel, or a client of IBC v2, that a token came in by. */
    public record Hop(String port, String channel) {
        @Override
        public String toString() {
            return port + "/" + channel;
        }
    }

    public Denom {
        trace = List.copyOf(trace);
    }

    /** Reads a path: pairs at its beginning that can be ends are the trace. */
    public static Denom parse(String path) {
        String[] words = path.split("/", -1);
        List<Hop> trace = new ArrayList<>();
        int at = 0;
        while (words.length > 2 && at < words.length - 1 && isEnd(words[at + 1])) {
            trace.add(new Hop(words[at], words[at + 1]));
            at += 2;
        }
        return new Denom(String.join("/", Arrays.asList(words).subList(at, words.length)), trace);
    }

    private static boolean isEnd(String word) {
        return Identifiers.isChannel(word) || Identifiers.isClient(word);
    }

    public String path() {
        return trace.isEmpty() ? base : trace.stream().map(Hop::toString).collect(Collectors.joining("/")) + "/" + base;
    }

    public byte[] hash() {
        return Sha256.of(path().getBytes(UTF_8));
    }

    public String hashText() {
        return HexFormat.of().withUpperCase().formatHex(hash());
    }

    /** Its name on this chain. */
    public String local() {
        return trace.isEmpty() ? base : PREFIX + hashText();
    }

    /** Whether the token came in by an end last. */
    public boolean cameBy(String port, String channel) {
        return !trace.isEmpty() && trace.getFirst().equals(new Hop(port, channel));
    }

    /** The token after it came in by one more end. */
    public Denom through(String port, String channel) {
        List<Hop> longer = new ArrayList<>(trace);
        longer.addFirst(new Hop(port, channel));
        return new Denom(base, longer);
    }

    /** The token before it came in by its last end. */
    public Denom back() {
        return new Denom(base, trace.subList(1, trace.size()));
    }

    /** Refuses what can't be a token. */
    public void check() {
        if (base.isBlank()) {
            throw TransferError.INVALID_DENOM_FOR_TRANSFER.failure("base denomination cannot be blank");
        }
        for (Hop hop : trace) {
            within("invalid trace", () -> {
                within("invalid hop source port ID " + hop.port(), () -> Identifiers.checkPort(hop.port()));
                within("invalid hop source channel ID " + hop.channel(), () -> Identifiers.checkChannel(hop.channel()));
            });
        }
    }

    /** As events tell it. */
    String json() {
        String fields = base.isEmpty() ? "" : "\"base\":" + GoJsonText.quote(base) + ",";
        String hops = trace.isEmpty()
                ? "null"
                : trace.stream()
                        .map(hop -> "{\"port_id\":" + GoJsonText.quote(hop.port()) + ",\"channel_id\":"
                                + GoJsonText.quote(hop.channel()) + "}")
                        .collect(Collectors.joining(",", "[", "]"));
        return "{" + fields + "\"trace\":" + hops + "}";
    }

    public dev.orrery.proto.ibc.applications.transfer.v1.Denom toProto() {
        var proto =
                dev.orrery.proto.ibc.applications.transfer.v1.Denom.newBuilder().setBase(base);
        trace.forEach(hop -> proto.addTraceBuilder().setPortId(hop.port()).setChannelId(hop.channel()));
        return proto.build();
    }

    /** As older chains tell it. */
    DenomTrace toTrace() {
        return DenomTrace.newBuilder()
                .setPath(trace.stream().map(Hop::toString).collect(Collectors.joining("/")))
                .setBaseDenom(base)
                .build();
    }

    static Denom of(dev.orrery.proto.ibc.applications.transfer.v1.Denom proto) {
        return new Denom(
                proto.getBase(),
                proto.getTraceList().stream()
                        .map(hop -> new Hop(hop.getPortId(), hop.getChannelId()))
                        .toList());
    }
}
