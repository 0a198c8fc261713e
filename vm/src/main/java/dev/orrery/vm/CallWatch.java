package dev.orrery.vm;

import dev.orrery.engine.FunctionObserver;
import java.util.Optional;

/**
 * Is told, on the thread of the call, when a call goes from the host into guest code and back. Changes neither results nor gas;
 * must not throw. All gas is CosmWasm gas that is left, unsigned: differences are what something took, wherever it was spent.
 */
public interface CallWatch {
    /** The host calls a function that the contract exports. */
    void entered(String export, long left);

    /** Guest code calls the host; nothing is charged for it yet. */
    void imported(String name, long left);

    /** What began last and isn't over is over, whether it returned or failed. */
    void ended(long left);

    /**
     * Who is to be told of every function of the contract. Somebody costs time: the contract then runs in the interpreter, many
     * times slower, with the same results and gas.
     */
    default Optional<FunctionObserver> functions() {
        return Optional.empty();
    }
}
