package dev.orrery.vm.error;

import dev.orrery.vm.BackendError;
import dev.orrery.vm.VmError;

/** Every text of this layer, in the reference's words. Contracts and chains compare them, so each byte counts. */
public final class FailureTexts {
    private FailureTexts() {}

    /** What the chain gets to see. libwasmvm error/rust.rs: RustError. */
    public static VmError toVmError(Failure failure) {
        return failure instanceof Failure.OutOfGas
                ? new VmError.OutOfGas()
                : new VmError.Message("Error calling the VM: " + text(failure));
    }

    /** cosmwasm vm errors/vm_error.rs. */
    public static String text(Failure failure) {
        return switch (failure) {
            case Failure.Aborted f -> "Aborted: " + f.message();
            case Failure.Backend f -> "Error calling into the VM's backend: " + text(f.error());
            case Failure.Cache f -> "Cache error: " + f.message();
            case Failure.Communication f -> "Error in guest/host communication: " + text(f.error());
            case Failure.Compile f -> "Error compiling Wasm: " + f.message();
            case Failure.Conversion f ->
                "Couldn't convert from " + f.fromType() + " to " + f.toType() + ". Input: " + f.input();
            case Failure.Generic f -> "Generic error: " + f.message();
            case Failure.Instantiation f -> "Error instantiating a Wasm module: " + f.message();
            case Failure.Integrity f -> "Hash doesn't match stored data";
            case Failure.OutOfGas f -> "Ran out of gas during contract execution";
            case Failure.Resolve f -> "Error resolving Wasm function: " + f.message();
            case Failure.ResultMismatch f ->
                "Unexpected number of result values when calling '" + f.function() + "'. Expected: " + f.expected()
                        + ", actual: " + f.actual() + ".";
            case Failure.Trapped f -> "Error executing Wasm: Wasmer runtime error: RuntimeError: " + f.message();
            case Failure.StaticValidation f -> "Error during static Wasm validation: " + f.message();
            case Failure.WriteAccessDenied f -> "Must not call a writing storage function in this context.";
            case Failure.CallDepthExceeded f -> "Maximum call depth exceeded.";
            case Failure.ArityMismatch f ->
                "The called function args arity does not match. The contract's method arity: " + f.methodArity();
        };
    }

    /** cosmwasm vm backend.rs: BackendError. */
    private static String text(BackendError error) {
        return switch (error) {
            case BackendError.ForeignPanic e -> "Panic in FFI call";
            case BackendError.BadArgument e -> "Bad argument";
            case BackendError.InvalidUtf8 e -> "VM received invalid UTF-8 data from backend";
            case BackendError.IteratorDoesNotExist e ->
                "Iterator with ID " + Integer.toUnsignedString(e.id()) + " does not exist";
            case BackendError.OutOfGas e -> "Ran out of gas during call into backend";
            case BackendError.Unknown e -> "Unknown error during call into backend: " + e.message();
            case BackendError.UserError e -> "User error during call into backend: " + e.message();
        };
    }

    private static String text(CommunicationError error) {
        return switch (error) {
            case CommunicationError.NotDereferenceable e ->
                "The Wasm memory address " + e.pointer() + " provided by the contract could not be dereferenced:"
                        + " Could not dereference this pointer to a Region";
            case CommunicationError.InvalidOrder e -> "Got an invalid value for iteration order: " + e.value();
            case CommunicationError.ZeroOffset e -> "Got an invalid region: Got a zero Wasm address in the offset";
            case CommunicationError.LengthExceedsCapacity e ->
                "Got an invalid region: Region length exceeds capacity. Length " + e.length() + ", capacity "
                        + e.capacity();
            case CommunicationError.ExceedsAddressSpace e ->
                "Got an invalid region: Region exceeds address space. Offset " + e.offset() + ", capacity "
                        + e.capacity();
            case CommunicationError.InvalidSection e -> "Got an invalid section: " + e.message();
            case CommunicationError.RegionLengthTooBig e ->
                "Region length too big. Got " + e.length() + ", limit " + e.limit();
            case CommunicationError.RegionTooSmall e ->
                "Region too small. Got " + e.capacity() + ", required " + e.required();
            case CommunicationError.RegionOutsideMemory e ->
                "Tried to access memory of region Region { offset: " + e.offset() + ", capacity: " + e.capacity()
                        + ", length: " + e.length() + " } in Wasm memory of size " + e.memoryBytes()
                        + " bytes. This typically happens when the given Region pointer does not point to a proper"
                        + " Region struct.";
            case CommunicationError.ZeroAddress e -> "Got a zero Wasm address";
        };
    }
}
