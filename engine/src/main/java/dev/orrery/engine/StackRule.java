package dev.orrery.engine;

import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.model.WasmModule;
import java.util.function.ToIntFunction;

/**
 * What calls take from the stack budget that each call from the host starts with. The budget is counted, not measured, so that
 * {@code call stack exhausted} comes at the same depth on every machine and in every tier.
 *
 * @param budgetBytes what a call from the host starts with; below 2^31
 * @param frames what activations take, decided before anything runs
 */
public record StackRule(int budgetBytes, Frames frames) {
    /** Decides for a module. */
    @FunctionalInterface
    public interface Frames {
        ModuleFrames in(WasmModule module);
    }

    /** Decides for the functions of one module. Used by one thread. */
    public interface ModuleFrames {
        Use of(FunctionBody body);

        /** Bytes that must be left when a function of the host or of another instance is called. */
        int importBytes();
    }

    /**
     * What an activation takes.
     *
     * @param entering bytes that must be left when it begins
     * @param taken by operator: for a call, the bytes that the activation holds while the call runs, above 0; for another, the
     *     bytes that must be left when it runs, mostly 0
     */
    public record Use(int entering, int[] taken) {}

    /** Frames whose size depends on the function alone. */
    public static Frames perFunction(ToIntFunction<FunctionBody> bytes) {
        return module -> new ModuleFrames() {
            @Override
            public Use of(FunctionBody body) {
                int frame = bytes.applyAsInt(body);
                int[] taken = new int[body.size()];
                for (int i = 0; i < taken.length; i++) {
                    boolean call = body.opcode(i) == Opcode.CALL || body.opcode(i) == Opcode.CALL_INDIRECT;
                    taken[i] = call ? frame : 0;
                }
                return new Use(frame, taken);
            }

            @Override
            public int importBytes() {
                return 0;
            }
        };
    }
}
