package dev.orrery.vm;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What a module's exports and custom sections say about it. cosmwasm vm cache.rs: AnalysisReport.
 *
 * @param hasIbcEntryPoints whether all six entry points of a channel contract are exported
 * @param entryPoints those exported, in the order of their names
 * @param requiredCapabilities the rest of each export named {@code requires_…}
 * @param contractMigrateVersion the contract's own version of its state, an unsigned number
 */
public record AnalysisReport(
        boolean hasIbcEntryPoints,
        List<EntryPoint> entryPoints,
        SortedSet<String> requiredCapabilities,
        Optional<Long> contractMigrateVersion) {
    public AnalysisReport {
        entryPoints = List.copyOf(entryPoints);
    }
}
