package dev.orrery.vm.error;

import dev.orrery.vm.BackendError;

/** A failure in the reference's own distinction; texts in {@link FailureTexts}. cosmwasm vm errors/vm_error.rs: VmError. */
public sealed interface Failure {
    /** The contract gave up and says why. */
    record Aborted(String message) implements Failure {}

    record Backend(BackendError error) implements Failure {}

    record Cache(String message) implements Failure {}

    record Communication(CommunicationError error) implements Failure {}

    record Compile(String message) implements Failure {}

    record Conversion(String fromType, String toType, String input) implements Failure {}

    record Generic(String message) implements Failure {}

    record Instantiation(String message) implements Failure {}

    /** Stored Wasm is not what its checksum says. */
    record Integrity() implements Failure {}

    record OutOfGas() implements Failure {}

    record Resolve(String message) implements Failure {}

    record ResultMismatch(String function, int expected, int actual) implements Failure {}

    /** The guest trapped; {@code message} is the trap's own text. */
    record Trapped(String message) implements Failure {}

    record StaticValidation(String message) implements Failure {}

    record WriteAccessDenied() implements Failure {}

    record CallDepthExceeded() implements Failure {}

    /** @param methodArity how many parameters the export has */
    record ArityMismatch(int methodArity) implements Failure {}
}
