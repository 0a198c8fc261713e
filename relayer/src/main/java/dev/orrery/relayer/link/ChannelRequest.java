package dev.orrery.relayer.link;

import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.host.Identifiers;
import dev.orrery.proto.ibc.core.channel.v1.Order;
import java.util.Optional;

/**
 * A channel that somebody wants.
 *
 * @param portA on the first chain
 * @param portB on the second
 * @param version that is proposed; empty: whatever the application answers
 */
public record ChannelRequest(String portA, String portB, Order order, String version) {
    public static final ChannelRequest TRANSFER =
            new ChannelRequest("transfer", "transfer", Order.ORDER_UNORDERED, "ics20-1");

    private static final String ORDERED = "ordered";
    private static final String UNORDERED = "unordered";

    /**
     * @param text {@code port:port}, then perhaps {@code :ordered} or {@code :unordered}, then perhaps {@code :version}, which may hold
     *     colons
     * @throws IllegalArgumentException if it isn't one
     */
    public static ChannelRequest parse(String text) {
        String[] parts = text.split(":", 3);
        if (parts.length < 2) {
            throw new IllegalArgumentException("'" + text + "' is not PORT:PORT[:ordered][:VERSION]");
        }
        try {
            Identifiers.checkPort(parts[0]);
            Identifiers.checkPort(parts[1]);
        } catch (IbcException e) {
            throw new IllegalArgumentException("'" + text + "': " + e.getMessage(), e);
        }
        String rest = parts.length == 3 ? parts[2] : "";
        Optional<String> afterOrder = after(ORDERED, rest).or(() -> after(UNORDERED, rest));
        Order order = after(ORDERED, rest).isPresent() ? Order.ORDER_ORDERED : Order.ORDER_UNORDERED;
        String version = afterOrder.orElse(rest);
        boolean tokens = parts[0].equals(TRANSFER.portA()) && version.isEmpty();
        return new ChannelRequest(parts[0], parts[1], order, tokens ? TRANSFER.version() : version);
    }

    private static Optional<String> after(String word, String text) {
        if (text.equals(word)) {
            return Optional.of("");
        }
        return text.startsWith(word + ":") ? Optional.of(text.substring(word.length() + 1)) : Optional.empty();
    }

    @Override
    public String toString() {
        return portA + ":" + portB + (order == Order.ORDER_ORDERED ? ":" + ORDERED : "")
                + (version.isEmpty() ? "" : ":" + version);
    }
}
