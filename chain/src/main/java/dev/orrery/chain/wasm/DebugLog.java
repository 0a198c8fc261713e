package dev.orrery.chain.wasm;

import dev.orrery.vm.EntryPoint;

/** Takes what contracts print, for those who write them. Any thread; must not throw. */
@FunctionalInterface
public interface DebugLog {
    /** Nobody listens. */
    DebugLog NONE = (height, contract, entry, text) -> {};

    /**
     * @param height of the block that the contract was told of
     * @param text as the contract gave it: of any length, with any characters
     */
    void printed(long height, String contract, EntryPoint entry, String text);
}
