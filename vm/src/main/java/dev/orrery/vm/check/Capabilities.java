package dev.orrery.vm.check;

import dev.orrery.engine.ModuleOutline;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a contract needs of its chain. cosmwasm vm capabilities.rs. */
public final class Capabilities {
    /** An exported function whose name starts so asks for the capability that the rest of the name names. */
    private static final String REQUIRES = "requires_";

    private Capabilities() {}

    public static SortedSet<String> requiredBy(ModuleOutline module) {
        return ExportedFunctions.of(module).stream()
                .filter(name -> name.startsWith(REQUIRES) && name.length() > REQUIRES.length())
                .map(name -> name.substring(REQUIRES.length()))
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(TreeSet::new), Collections::unmodifiableSortedSet));
    }
}
