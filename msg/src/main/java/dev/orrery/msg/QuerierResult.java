package dev.orrery.msg;

/** What the host answers to a query: what was asked for, or that it could not be asked. */
public sealed interface QuerierResult {
    record Answered(QueryResult result) implements QuerierResult {}

    record Refused(SystemError error) implements QuerierResult {}

    /** Neither; no host sends it. */
    record Unknown() implements QuerierResult {}
}
