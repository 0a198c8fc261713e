package dev.orrery.vm;

/**
 * How large uploaded code may be. Decides results: nodes of one chain must agree on it. A chain sets those that it wants to
 * differ from {@link #DEFAULT}; cosmwasm vm config.rs: WasmLimits.
 *
 * @param initialMemoryPages what a memory may start with, in 64 KiB pages
 * @param tableElements the largest maximum of a table
 * @param imports how many imports there may be
 * @param functions how many functions may be defined
 * @param functionParams how many parameters a function type may have
 * @param totalFunctionParams how many parameters all defined functions may have together
 * @param functionResults how many results a function type may have
 * @param functionLocals how many locals a function may declare, parameters not counted
 * @param totalFunctionLocals how many locals all functions may declare together
 */
public record WasmLimits(
        long initialMemoryPages,
        long tableElements,
        long imports,
        long functions,
        long functionParams,
        long totalFunctionParams,
        long functionResults,
        long functionLocals,
        long totalFunctionLocals) {
    /** What holds for whoever sets nothing. cosmwasm vm config.rs: DEFAULT_*. */
    public static final WasmLimits DEFAULT = new WasmLimits(512, 2_500, 100, 20_000, 100, 10_000, 1, 100, 10_000);

    public WasmLimits withInitialMemoryPages(long value) {
        return new WasmLimits(
                value,
                tableElements,
                imports,
                functions,
                functionParams,
                totalFunctionParams,
                functionResults,
                functionLocals,
                totalFunctionLocals);
    }

    public WasmLimits withTableElements(long value) {
        return new WasmLimits(
                initialMemoryPages,
                value,
                imports,
                functions,
                functionParams,
                totalFunctionParams,
                functionResults,
                functionLocals,
                totalFunctionLocals);
    }

    public WasmLimits withImports(long value) {
        return new WasmLimits(
                initialMemoryPages,
                tableElements,
                value,
                functions,
                functionParams,
                totalFunctionParams,
                functionResults,
                functionLocals,
                totalFunctionLocals);
    }

    public WasmLimits withFunctions(long value) {
        return new WasmLimits(
                initialMemoryPages,
                tableElements,
                imports,
                value,
                functionParams,
                totalFunctionParams,
                functionResults,
                functionLocals,
                totalFunctionLocals);
    }

    public WasmLimits withFunctionParams(long value) {
        return new WasmLimits(
                initialMemoryPages,
                tableElements,
                imports,
                functions,
                value,
                totalFunctionParams,
                functionResults,
                functionLocals,
                totalFunctionLocals);
    }

    public WasmLimits withTotalFunctionParams(long value) {
        return new WasmLimits(
                initialMemoryPages,
                tableElements,
                imports,
                functions,
                functionParams,
                value,
                functionResults,
                functionLocals,
                totalFunctionLocals);
    }

    public WasmLimits withFunctionResults(long value) {
        return new WasmLimits(
                initialMemoryPages,
                tableElements,
                imports,
                functions,
                functionParams,
                totalFunctionParams,
                value,
                functionLocals,
                totalFunctionLocals);
    }

    public WasmLimits withFunctionLocals(long value) {
        return new WasmLimits(
                initialMemoryPages,
                tableElements,
                imports,
                functions,
                functionParams,
                totalFunctionParams,
                functionResults,
                value,
                totalFunctionLocals);
    }

    public WasmLimits withTotalFunctionLocals(long value) {
        return new WasmLimits(
                initialMemoryPages,
                tableElements,
                imports,
                functions,
                functionParams,
                totalFunctionParams,
                functionResults,
                functionLocals,
                value);
    }
}
