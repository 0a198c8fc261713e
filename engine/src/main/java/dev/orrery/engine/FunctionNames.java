package dev.orrery.engine;

import dev.orrery.engine.binary.NameSection;
import dev.orrery.engine.model.Export;
import dev.orrery.engine.model.WasmModule;
import java.util.HashMap;
import java.util.Map;

/** What functions of a module are called, for people: by its name section, by an export, or by number. Any thread. */
public final class FunctionNames {
    private final Map<Integer, String> names;

    private FunctionNames(Map<Integer, String> names) {
        this.names = names;
    }

    /** The names of a module; a name section that can't be read names nothing from where it is broken. */
    public static FunctionNames of(WasmModule module) {
        Map<Integer, String> names = new HashMap<>();
        for (Export export : module.exports()) {
            if (export.kind() == Export.Kind.FUNCTION) {
                names.putIfAbsent(export.index(), export.name());
            }
        }
        names.putAll(NameSection.functions(module));
        return new FunctionNames(names);
    }

    /** @param function index in the function index space, imports counted */
    public String of(int function) {
        return names.getOrDefault(function, "func[" + function + "]");
    }
}
