package dev.orrery.vm;

import dev.orrery.engine.ModuleOutline;
import dev.orrery.vm.check.Capabilities;
import dev.orrery.vm.check.ExportedFunctions;
import dev.orrery.vm.check.MigrateVersion;
import dev.orrery.vm.check.UploadCheck;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What can be said of a module without running it. cosmwasm vm static_analysis.rs, capabilities.rs, parsed_wasm.rs. */
final class Analysis {
    /** What makes a contract the owner of IBC channels. cosmwasm vm static_analysis.rs: REQUIRED_IBC_EXPORTS. */
    private static final Set<EntryPoint> CHANNEL_ENTRY_POINTS = EnumSet.of(
            EntryPoint.IBC_CHANNEL_OPEN,
            EntryPoint.IBC_CHANNEL_CONNECT,
            EntryPoint.IBC_CHANNEL_CLOSE,
            EntryPoint.IBC_PACKET_RECEIVE,
            EntryPoint.IBC_PACKET_ACK,
            EntryPoint.IBC_PACKET_TIMEOUT);

    private Analysis() {}

    static AnalysisReport of(byte[] wasm) {
        ModuleOutline module = UploadCheck.outline(wasm);
        Set<String> functions = ExportedFunctions.of(module);
        List<EntryPoint> entryPoints = Arrays.stream(EntryPoint.values())
                .filter(entry -> functions.contains(entry.export()))
                .sorted(Comparator.comparing(EntryPoint::export))
                .toList();
        return new AnalysisReport(
                entryPoints.containsAll(CHANNEL_ENTRY_POINTS),
                entryPoints,
                Capabilities.requiredBy(module),
                MigrateVersion.of(wasm, module));
    }
}
