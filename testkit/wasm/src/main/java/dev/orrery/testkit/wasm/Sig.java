package dev.orrery.testkit.wasm;

import java.util.List;

/** A function type, written {@code Sig.of(I32, I64).to(I32)}. */
public record Sig(List<Type> params, List<Type> results) {
    /** Takes and returns nothing. */
    public static final Sig NONE = of();

    public Sig {
        params = List.copyOf(params);
        results = List.copyOf(results);
    }

    public static Sig of(Type... params) {
        return new Sig(List.of(params), List.of());
    }

    public Sig to(Type... results) {
        return new Sig(params, List.of(results));
    }
}
