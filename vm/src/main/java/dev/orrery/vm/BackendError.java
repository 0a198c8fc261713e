package dev.orrery.vm;

/**
 * Why a backend operation failed. cosmwasm vm errors/backend_error.rs: BackendError. Texts are taken as they are: a backend that
 * has them from elsewhere bounds them where they arrive as bytes, as libwasmvm does, because only there a cut is the same.
 */
public sealed interface BackendError {
    record ForeignPanic() implements BackendError {}

    record BadArgument() implements BackendError {}

    record InvalidUtf8() implements BackendError {}

    record IteratorDoesNotExist(int id) implements BackendError {}

    record OutOfGas() implements BackendError {}

    record Unknown(String message) implements BackendError {}

    /** The only one that an address import hands back to the contract as text. */
    record UserError(String message) implements BackendError {}
}
