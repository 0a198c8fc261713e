package dev.orrery.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orrery.vm.error.CommunicationError;
import dev.orrery.vm.error.Failure;
import dev.orrery.vm.error.FailureTexts;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every failure that there is, in the reference's words. VM.md chapters 2 to 4; cosmwasm vm errors/. */
class ErrorTextsTest {
    private record Case(Failure failure, String text) {}

    private static final List<Case> CASES = List.of(
            new Case(new Failure.Aborted("over"), "Aborted: over"),
            backend(new BackendError.ForeignPanic(), "Panic in FFI call"),
            backend(new BackendError.BadArgument(), "Bad argument"),
            backend(new BackendError.InvalidUtf8(), "VM received invalid UTF-8 data from backend"),
            backend(new BackendError.IteratorDoesNotExist(-1), "Iterator with ID 4294967295 does not exist"),
            backend(new BackendError.OutOfGas(), "Ran out of gas during call into backend"),
            backend(new BackendError.Unknown("why"), "Unknown error during call into backend: why"),
            backend(new BackendError.UserError("why"), "User error during call into backend: why"),
            new Case(new Failure.Cache("lost"), "Cache error: lost"),
            border(
                    new CommunicationError.NotDereferenceable(4294967280L),
                    "The Wasm memory address 4294967280 provided by the contract could not be dereferenced:"
                            + " Could not dereference this pointer to a Region"),
            border(new CommunicationError.InvalidOrder(3), "Got an invalid value for iteration order: 3"),
            border(new CommunicationError.ZeroOffset(), "Got an invalid region: Got a zero Wasm address in the offset"),
            border(
                    new CommunicationError.LengthExceedsCapacity(6, 5),
                    "Got an invalid region: Region length exceeds capacity. Length 6, capacity 5"),
            border(
                    new CommunicationError.ExceedsAddressSpace(4294967295L, 1),
                    "Got an invalid region: Region exceeds address space. Offset 4294967295, capacity 1"),
            border(
                    new CommunicationError.InvalidSection("section length overflow"),
                    "Got an invalid section: section length overflow"),
            border(new CommunicationError.RegionLengthTooBig(65, 64), "Region length too big. Got 65, limit 64"),
            border(new CommunicationError.RegionTooSmall(1, 2), "Region too small. Got 1, required 2"),
            border(
                    new CommunicationError.RegionOutsideMemory(65_535, 2, 2, 65_536),
                    "Tried to access memory of region Region { offset: 65535, capacity: 2, length: 2 } in Wasm memory"
                            + " of size 65536 bytes. This typically happens when the given Region pointer does not point"
                            + " to a proper Region struct."),
            border(new CommunicationError.ZeroAddress(), "Got a zero Wasm address"),
            new Case(new Failure.Compile("Could not compile: x"), "Error compiling Wasm: Could not compile: x"),
            new Case(
                    new Failure.Conversion("wasmer::value::Value", "u32", "7"),
                    "Couldn't convert from wasmer::value::Value to u32. Input: 7"),
            new Case(new Failure.Generic("Key too big"), "Generic error: Key too big"),
            new Case(new Failure.Instantiation("why"), "Error instantiating a Wasm module: why"),
            new Case(new Failure.Integrity(), "Hash doesn't match stored data"),
            new Case(new Failure.OutOfGas(), "Ran out of gas during contract execution"),
            new Case(
                    new Failure.Resolve("Could not get export: Missing export sudo"),
                    "Error resolving Wasm function: Could not get export: Missing export sudo"),
            new Case(
                    new Failure.ResultMismatch("execute", 1, 0),
                    "Unexpected number of result values when calling 'execute'. Expected: 1, actual: 0."),
            new Case(
                    new Failure.Trapped("unreachable"),
                    "Error executing Wasm: Wasmer runtime error: RuntimeError: unreachable"),
            new Case(new Failure.StaticValidation("why"), "Error during static Wasm validation: why"),
            new Case(new Failure.WriteAccessDenied(), "Must not call a writing storage function in this context."),
            new Case(new Failure.CallDepthExceeded(), "Maximum call depth exceeded."),
            new Case(
                    new Failure.ArityMismatch(3),
                    "The called function args arity does not match. The contract's method arity: 3"));

    private static Case backend(BackendError error, String text) {
        return new Case(new Failure.Backend(error), "Error calling into the VM's backend: " + text);
    }

    private static Case border(CommunicationError error, String text) {
        return new Case(new Failure.Communication(error), "Error in guest/host communication: " + text);
    }

    @TestFactory
    Stream<DynamicTest> eachFailureHasItsText() {
        return CASES.stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.text(), () -> assertEquals(row.text(), FailureTexts.text(row.failure()))));
    }

    @Test
    void noneIsMissingHere() {
        assertEquals(variants(Failure.class), seen(CASES.stream().map(Case::failure)));
        assertEquals(
                variants(BackendError.class),
                seen(CASES.stream()
                        .map(Case::failure)
                        .filter(Failure.Backend.class::isInstance)
                        .map(failure -> ((Failure.Backend) failure).error())));
        assertEquals(
                variants(CommunicationError.class),
                seen(CASES.stream()
                        .map(Case::failure)
                        .filter(Failure.Communication.class::isInstance)
                        .map(failure -> ((Failure.Communication) failure).error())));
    }

    @Test
    void theChainSeesOutOfGasAsATypeAndAllElseAsText() {
        assertEquals(new VmError.OutOfGas(), FailureTexts.toVmError(new Failure.OutOfGas()));
        assertEquals(
                new VmError.Message("Error calling the VM: Maximum call depth exceeded."),
                FailureTexts.toVmError(new Failure.CallDepthExceeded()));
    }

    private static Set<Class<?>> variants(Class<?> union) {
        return Arrays.stream(union.getPermittedSubclasses()).collect(Collectors.toSet());
    }

    private static Set<Class<?>> seen(Stream<?> values) {
        return values.map(Object::getClass).collect(Collectors.toSet());
    }
}
