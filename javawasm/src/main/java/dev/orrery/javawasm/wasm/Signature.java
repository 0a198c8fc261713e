package dev.orrery.javawasm.wasm;

import java.util.List;
import java.util.Optional;

/** Parameters and result of a function. */
public record Signature(List<Kind> parameters, Optional<Kind> result) {
    public Signature {
        parameters = List.copyOf(parameters);
    }
}
