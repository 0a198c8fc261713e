package dev.orrery.engine;

import dev.orrery.engine.model.FunctionBody;

/**
 * What a call of a function takes from the stack budget that each call from the host starts with. The budget is counted, not
 * measured, so that {@code call stack exhausted} comes at the same depth on every machine and in every tier.
 *
 * @param budgetBytes what a call from the host starts with; below 2^31
 * @param frames bytes taken by one call of a function
 */
public record StackRule(int budgetBytes, FrameSize frames) {
    /** Bytes that one activation of {@code body} takes, above 0. */
    @FunctionalInterface
    public interface FrameSize {
        int bytes(FunctionBody body);
    }
}
