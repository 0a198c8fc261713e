package dev.orrery.server.vmservice;

import dev.orrery.proto.vm.v1.OpenRequest;
import dev.orrery.vm.VmError;
import dev.orrery.vm.VmException;
import dev.orrery.vm.VmOptions;
import dev.orrery.vm.WasmLimits;
import dev.orrery.vm.gas.GasSchedule;
import java.nio.file.InvalidPathException;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a VM is opened with. A chain that names a directory decides everything itself; one that doesn't gets the server's own
 * VM, with the server's capabilities and memory limit.
 *
 * @param capabilities of the server's own VM
 * @param maxMemoryPages of the server's own VM
 */
record OpenOptions(VmHome home, Set<String> capabilities, int maxMemoryPages) {
    private static final long PAGE_BYTES = 64 * 1024;

    VmOptions of(OpenRequest request) throws VmException {
        try {
            VmOptions options = VmOptions.in(home.resolve(request.getBaseDir()))
                    .withMemoryCacheBytes(unsigned(request.getMemoryCacheBytes()))
                    .withLimits(limits(request.getLimits()))
                    .withSchedule(schedule(request.getGasSchedule()));
            return request.getBaseDir().isEmpty()
                    ? options.withCapabilities(capabilities).withMaxMemoryPages(maxMemoryPages)
                    : options.withCapabilities(Set.copyOf(request.getCapabilitiesList()))
                            .withMaxMemoryPages(pages(request.getInstanceMemoryBytes()));
        } catch (InvalidPathException e) {
            throw new VmException(new VmError.Message("base_dir is no path: " + e.getReason()));
        }
    }

    private static GasSchedule schedule(String name) throws VmException {
        if (name.isEmpty()) {
            return GasSchedule.LATEST;
        }
        return GasSchedule.named(name)
                .orElseThrow(() -> new VmException(new VmError.Message("gas_schedule must be one of "
                        + GasSchedule.ALL.stream().map(GasSchedule::name).collect(Collectors.joining(", ")))));
    }

    private static int pages(int bytes) {
        return (int) (unsigned(bytes) / PAGE_BYTES);
    }

    /** What the chain doesn't set is wasmvm's default. */
    private static WasmLimits limits(dev.orrery.proto.vm.v1.WasmLimits set) {
        WasmLimits or = WasmLimits.DEFAULT;
        return new WasmLimits(
                set.hasInitialMemoryPages() ? unsigned(set.getInitialMemoryPages()) : or.initialMemoryPages(),
                set.hasTableElements() ? unsigned(set.getTableElements()) : or.tableElements(),
                set.hasImports() ? unsigned(set.getImports()) : or.imports(),
                set.hasFunctions() ? unsigned(set.getFunctions()) : or.functions(),
                set.hasFunctionParams() ? unsigned(set.getFunctionParams()) : or.functionParams(),
                set.hasTotalFunctionParams() ? unsigned(set.getTotalFunctionParams()) : or.totalFunctionParams(),
                set.hasFunctionResults() ? unsigned(set.getFunctionResults()) : or.functionResults(),
                set.hasFunctionLocals() ? unsigned(set.getFunctionLocals()) : or.functionLocals(),
                set.hasTotalFunctionLocals() ? unsigned(set.getTotalFunctionLocals()) : or.totalFunctionLocals());
    }

    private static long unsigned(int value) {
        return Integer.toUnsignedLong(value);
    }
}
