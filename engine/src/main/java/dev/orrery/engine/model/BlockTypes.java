package dev.orrery.engine.model;

import java.util.List;

/** Block types: Wasm spec 5.4.1. */
public final class BlockTypes {
    private static final int EMPTY = -64;
    private static final FuncType NOTHING = new FuncType(List.of(), List.of());

    private BlockTypes() {}

    /** The type behind the immediate of a {@code block, loop, if} in {@code module}. */
    public static FuncType of(WasmModule module, long immediate) {
        return immediate >= 0 ? module.types().get((int) immediate) : of(immediate);
    }

    /** The type behind a negative immediate: none or one result. */
    public static FuncType of(long immediate) {
        if (immediate == EMPTY) {
            return NOTHING;
        }
        FuncType type = SINGLE[(int) immediate & 0x7F];
        if (type == null) {
            throw new IllegalArgumentException("block type " + immediate);
        }
        return type;
    }

    /** Types with one result, by the type's code. */
    private static final FuncType[] SINGLE = new FuncType[0x80];

    static {
        for (ValType type : ValType.values()) {
            SINGLE[type.code()] = new FuncType(List.of(), List.of(type));
        }
    }
}
