package dev.orrery.msg;

/** A channel as a contract sees it. */
public record IbcChannel(
        IbcEndpoint endpoint, IbcEndpoint counterpartyEndpoint, String order, String version, String connectionId) {
    public static final String UNORDERED = "ORDER_UNORDERED";
    public static final String ORDERED = "ORDER_ORDERED";
}
