package dev.orrery.engine.model;

import java.util.List;

/** A function type: parameters and results, both in order. */
public record FuncType(List<ValType> params, List<ValType> results) {
    public FuncType {
        params = List.copyOf(params);
        results = List.copyOf(results);
    }
}
