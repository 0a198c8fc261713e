package dev.orrery.vm.imports;

import dev.orrery.vm.Backend;
import dev.orrery.vm.BackendError;
import dev.orrery.vm.BackendResult;
import dev.orrery.vm.CallCancelledException;
import dev.orrery.vm.Cancellation;
import dev.orrery.vm.abi.GuestMemory;
import dev.orrery.vm.error.Failure;
import dev.orrery.vm.error.FailureException;
import dev.orrery.vm.gas.GasMeter;
import dev.orrery.vm.gas.GasSchedule;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;

/**
 * What the imports of one call work with. Confined to the thread of the call.
 *
 * @param mayWrite false in queries
 * @param printDebug whether debug texts go to the backend
 */
public record Host(
        GasMeter gas,
        GuestMemory memory,
        GuestAllocator allocator,
        Backend backend,
        GasSchedule prices,
        boolean mayWrite,
        boolean printDebug,
        Cancellation cancellation) {

    private static final System.Logger LOG = System.getLogger(Host.class.getName());

    /** What every import does first. */
    void enter() {
        if (cancellation.isCancelled()) {
            throw new CallCancelledException();
        }
        gas.charge(prices.host().hostCall());
    }

    /** Has the contract make room for {@code data} and puts it there; returns the region's address. */
    int give(byte[] data) {
        int pointer = allocator.allocate(data.length);
        memory.write(pointer, data);
        return pointer;
    }

    /** Asks the chain, charges what the answer costs, and returns it unless it is an error. */
    <T> T ask(Supplier<BackendResult<T>> question) {
        return switch (askLeniently(question)) {
            case BackendResult.Ok<T> ok -> ok.value();
            case BackendResult.Err<T> err -> throw refusal(err.error());
        };
    }

    /** The same, for who has a use for some of the errors. The answer is charged for. */
    <T> BackendResult<T> askLeniently(Supplier<BackendResult<T>> question) {
        BackendResult<T> answer = answerOf(question);
        gas.charge(answer.cost(), answer.externallyUsed());
        return answer;
    }

    FailureException refusal(BackendError error) {
        return new FailureException(
                error instanceof BackendError.OutOfGas ? new Failure.OutOfGas() : new Failure.Backend(error));
    }

    /** A backend that throws is what a panic in a Go callback is: the call fails, and what it used stays used. */
    private <T> BackendResult<T> answerOf(Supplier<BackendResult<T>> question) {
        try {
            return question.get();
        } catch (CallCancelledException e) {
            throw e;
        } catch (RuntimeException e) {
            if (cancellation.isCancelled()) {
                throw new CallCancelledException();
            }
            LOG.log(Level.ERROR, "The backend of a call threw", e);
            return new BackendResult.Err<>(new BackendError.ForeignPanic(), 0, 0);
        }
    }
}
