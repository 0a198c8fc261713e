package dev.orrery.msg;

/** The answer of a contract, or of a sub-message to its sender: a value or an error text.
 *
 * <p>An empty error text cannot be told from none. If a contract gives both, the error counts.
 *
 * @param <T> what a success carries */
public sealed interface ContractResult<T> {
    record Ok<T>(T value) implements ContractResult<T> {}

    record Err<T>(String error) implements ContractResult<T> {}

    /** Neither value nor error, as in {@code {"ok":null}}; only a channel's opening may be answered so. */
    record Empty<T>() implements ContractResult<T> {}
}
