package dev.orrery.vm.check;

import dev.orrery.engine.ModuleOutline;
import dev.orrery.engine.model.ExternType;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.Import;
import dev.orrery.engine.model.Limits;
import dev.orrery.vm.WasmLimits;
import dev.orrery.vm.error.Failure;
import dev.orrery.vm.error.FailureException;
import dev.orrery.vm.imports.ImportTable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a module must be like to be a contract, rule by rule. cosmwasm vm compatibility.rs: check_wasm. */
final class ContractRules {
    private static final List<String> REQUIRED_EXPORTS = List.of("allocate", "deallocate");
    private static final String INTERFACE_VERSION = "interface_version_";
    private static final String SUPPORTED_INTERFACE_VERSION = "interface_version_8";

    /** Bytes of a list of names inside a text. */
    private static final int MAX_LIST_BYTES = 200;

    private final ModuleOutline module;
    private final WasmLimits limits;

    private ContractRules(ModuleOutline module, WasmLimits limits) {
        this.module = module;
        this.limits = limits;
    }

    /** @throws FailureException for the first rule that is broken; the order is the reference's */
    static void check(ModuleOutline module, Set<String> capabilities, WasmLimits limits) {
        ContractRules rules = new ContractRules(module, limits);
        rules.checkTables();
        rules.checkMemories();
        rules.checkInterfaceVersion();
        rules.checkExports();
        rules.checkImports();
        rules.checkCapabilities(capabilities);
        rules.checkFunctions();
        rules.checkLocals();
    }

    private void checkTables() {
        if (module.tables().size() > 1) {
            throw refused("Wasm contract must not have more than 1 table section");
        }
        for (ExternType.Table table : module.tables()) {
            long max = table.limits()
                    .max()
                    .orElseThrow(() -> refused("Wasm contract must not have unbound table section"));
            if (max > limits.tableElements()) {
                throw refused("Wasm contract's first table section has a too large max limit");
            }
        }
    }

    private void checkMemories() {
        if (module.memories().size() != 1) {
            throw refused("Wasm contract must contain exactly one memory");
        }
        Limits memory = module.memories().getFirst().limits();
        if (memory.min() > limits.initialMemoryPages()) {
            throw refused("Wasm contract memory's minimum must not exceed " + limits.initialMemoryPages() + " pages.");
        }
        if (memory.max().isPresent()) {
            throw refused("Wasm contract memory's maximum must be unset. The host will set it for you.");
        }
    }

    private void checkInterfaceVersion() {
        List<String> versions = ExportedFunctions.of(module).stream()
                .filter(name -> name.startsWith(INTERFACE_VERSION))
                .toList();
        if (versions.isEmpty()) {
            throw refused("Wasm contract missing a required marker export: interface_version_*");
        }
        if (versions.size() > 1) {
            throw refused("Wasm contract contains more than one marker export: interface_version_*");
        }
        if (!versions.getFirst().equals(SUPPORTED_INTERFACE_VERSION)) {
            throw refused("Wasm contract has unknown interface_version_* marker export"
                    + " (see https://github.com/CosmWasm/cosmwasm/blob/main/packages/vm/README.md)");
        }
    }

    private void checkExports() {
        Set<String> exports = ExportedFunctions.of(module);
        for (String required : REQUIRED_EXPORTS) {
            if (!exports.contains(required)) {
                throw refused("Wasm contract doesn't have required export: \"" + required
                        + "\". Exports required by VM: " + quoted(REQUIRED_EXPORTS) + ".");
            }
        }
    }

    private void checkImports() {
        List<Import> imports = module.imports();
        if (imports.size() > limits.imports()) {
            throw refused(
                    "Import count exceeds limit. Imports: " + imports.size() + ". Limit: " + limits.imports() + ".");
        }
        Set<String> available = ImportTable.names().stream()
                .map(name -> ImportTable.MODULE + "." + name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        for (Import wanted : imports) {
            // Quirk: compared as one text, so that the module "e" with the name "nv.debug" would pass.
            String name = fullName(wanted);
            if (!available.contains(name)) {
                throw refused("Wasm contract requires unsupported import: \"" + name + "\". Required imports: "
                        + LimitedSet.text(imports.stream().map(ContractRules::fullName), MAX_LIST_BYTES)
                        + ". Available imports: " + quoted(available) + ".");
            }
            if (!(wanted.type() instanceof ExternType.Function)) {
                throw refused("Wasm contract requires non-function import: \"" + name
                        + "\". Right now, all supported imports are functions.");
            }
        }
    }

    private void checkCapabilities(Set<String> available) {
        Set<String> missing = new TreeSet<>(Capabilities.requiredBy(module));
        missing.removeAll(available);
        if (!missing.isEmpty()) {
            throw refused("Wasm contract requires unavailable capabilities: "
                    + LimitedSet.text(missing.stream(), MAX_LIST_BYTES));
        }
    }

    private void checkFunctions() {
        if (module.functionTypes().size() > limits.functions()) {
            throw refused("Wasm contract contains more than " + limits.functions() + " functions");
        }
        for (FuncType type : module.types()) {
            if (type.params().size() > limits.functionParams()) {
                throw refused(
                        "Wasm contract contains function with more than " + limits.functionParams() + " parameters");
            }
        }
        for (FuncType type : module.types()) {
            if (type.results().size() > limits.functionResults()) {
                throw refused(
                        "Wasm contract contains function with more than " + limits.functionResults() + " results");
            }
        }
        long params = module.functionTypes().stream()
                .mapToLong(type -> module.types().get(type).params().size())
                .sum();
        if (params > limits.totalFunctionParams()) {
            throw refused("Wasm contract contains more than " + limits.totalFunctionParams()
                    + " function parameters in total");
        }
    }

    private void checkLocals() {
        List<Long> locals = module.declaredLocals();
        long most = locals.stream().mapToLong(Long::longValue).max().orElse(0);
        if (most > limits.functionLocals()) {
            throw refused(
                    "Wasm contract contains function with more than " + limits.functionLocals() + " locals: " + most);
        }
        long all = locals.stream().mapToLong(Long::longValue).sum();
        if (all > limits.totalFunctionLocals()) {
            throw refused("Wasm contract contains more than " + limits.totalFunctionLocals()
                    + " function locals in total: " + all);
        }
    }

    private static String fullName(Import wanted) {
        return wanted.module() + "." + wanted.name();
    }

    /** A list as Rust's Debug writes it; none of the names needs escapes. */
    private static String quoted(Iterable<String> names) {
        StringBuilder list = new StringBuilder("[");
        for (String name : names) {
            list.append(list.length() > 1 ? ", " : "").append('"').append(name).append('"');
        }
        return list.append(']').toString();
    }

    private static FailureException refused(String reason) {
        return new FailureException(new Failure.StaticValidation(reason));
    }
}
