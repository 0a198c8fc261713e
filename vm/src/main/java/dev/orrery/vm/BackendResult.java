package dev.orrery.vm;

/** What the chain answers to one operation, with the gas it took. cosmwasm vm backend.rs: BackendResult, GasInfo. */
public sealed interface BackendResult<T> {
    /** Gas, unsigned, that counts as the VM's own: address operations. */
    long cost();

    /** Gas, unsigned, that the chain has charged itself: storage and queries. */
    long externallyUsed();

    record Ok<T>(T value, long cost, long externallyUsed) implements BackendResult<T> {}

    record Err<T>(BackendError error, long cost, long externallyUsed) implements BackendResult<T> {}
}
