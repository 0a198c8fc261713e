package dev.orrery.vm.check;

import dev.orrery.engine.ModuleOutline;
import dev.orrery.engine.model.Export;
import java.util.Set;
import java.util.stream.Collectors;

/** The names under which a module exports functions; exports of other kinds don't make a contract. */
public final class ExportedFunctions {
    private ExportedFunctions() {}

    public static Set<String> of(ModuleOutline module) {
        return module.exports().stream()
                .filter(export -> export.kind() == Export.Kind.FUNCTION)
                .map(Export::name)
                .collect(Collectors.toUnmodifiableSet());
    }
}
