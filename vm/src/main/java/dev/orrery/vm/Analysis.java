package dev.orrery.vm;

import dev.orrery.engine.model.CustomSection;
import dev.orrery.engine.model.Export;
import dev.orrery.engine.model.WasmModule;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What can be said of a module without running it. cosmwasm vm static_analysis.rs, capabilities.rs, parsed_wasm.rs. */
final class Analysis {
    /** An export whose name starts so asks for the capability that the rest of it names. */
    private static final String REQUIRES = "requires_";

    /** The custom section that holds a contract's version of its own state, in decimal digits. */
    private static final String MIGRATE_VERSION = "cw_migrate_version";

    /** What makes a contract the owner of IBC channels. cosmwasm vm static_analysis.rs: REQUIRED_IBC_EXPORTS. */
    private static final Set<EntryPoint> CHANNEL_ENTRY_POINTS = EnumSet.of(
            EntryPoint.IBC_CHANNEL_OPEN,
            EntryPoint.IBC_CHANNEL_CONNECT,
            EntryPoint.IBC_CHANNEL_CLOSE,
            EntryPoint.IBC_PACKET_RECEIVE,
            EntryPoint.IBC_PACKET_ACK,
            EntryPoint.IBC_PACKET_TIMEOUT);

    private Analysis() {}

    static AnalysisReport of(WasmModule module) {
        Set<String> functions = module.exports().stream()
                .filter(export -> export.kind() == Export.Kind.FUNCTION)
                .map(Export::name)
                .collect(Collectors.toSet());
        List<EntryPoint> entryPoints = Arrays.stream(EntryPoint.values())
                .filter(entry -> functions.contains(entry.export()))
                .sorted(Comparator.comparing(EntryPoint::export))
                .toList();
        SortedSet<String> capabilities = functions.stream()
                .filter(name -> name.startsWith(REQUIRES) && name.length() > REQUIRES.length())
                .map(name -> name.substring(REQUIRES.length()))
                .collect(Collectors.toCollection(TreeSet::new));
        return new AnalysisReport(
                entryPoints.containsAll(CHANNEL_ENTRY_POINTS),
                entryPoints,
                Collections.unmodifiableSortedSet(capabilities),
                migrateVersion(module));
    }

    /** The last such section counts. That it holds a number was checked when the code was stored. */
    private static Optional<Long> migrateVersion(WasmModule module) {
        return module.customSections().stream()
                .filter(section -> section.name().equals(MIGRATE_VERSION))
                .reduce((earlier, last) -> last)
                .map(section -> Long.parseUnsignedLong(text(module, section)));
    }

    private static String text(WasmModule module, CustomSection section) {
        return new String(module.bytes(), section.start(), section.length(), StandardCharsets.UTF_8);
    }
}
