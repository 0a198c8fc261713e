package dev.orrery.chain.wasm;

import dev.orrery.vm.WasmLimits;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The limits that a chain sets itself, as JSON; those it leaves as they are aren't written. wasmvm types/config.go: WasmLimits. */
final class WasmLimitsJson {
    private WasmLimitsJson() {}

    static String of(WasmLimits limits) {
        Map<String, Long> usual = named(WasmLimits.DEFAULT);
        return named(limits).entrySet().stream()
                .filter(limit -> !limit.getValue().equals(usual.get(limit.getKey())))
                .map(limit -> "\"" + limit.getKey() + "\":" + limit.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static Map<String, Long> named(WasmLimits limits) {
        Map<String, Long> named = new LinkedHashMap<>();
        named.put("initial_memory_limit_pages", limits.initialMemoryPages());
        named.put("table_size_limit_elements", limits.tableElements());
        named.put("max_imports", limits.imports());
        named.put("max_functions", limits.functions());
        named.put("max_function_params", limits.functionParams());
        named.put("max_total_function_params", limits.totalFunctionParams());
        named.put("max_function_results", limits.functionResults());
        named.put("max_function_locals", limits.functionLocals());
        named.put("max_total_function_locals", limits.totalFunctionLocals());
        return named;
    }
}
