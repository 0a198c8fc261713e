package dev.orrery.msg;

/** The answer of a queried contract or module. */
public sealed interface QueryResult {
    record Ok(Bytes value) implements QueryResult {}

    record Err(String error) implements QueryResult {}
}
