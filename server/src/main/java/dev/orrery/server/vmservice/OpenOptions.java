package dev.orrery.server.vmservice;

import dev.orrery.proto.vm.v1.OpenRequest;
import dev.orrery.vm.VmError;
import dev.orrery.vm.VmException;
import dev.orrery.vm.VmOptions;
import java.nio.file.InvalidPathException;
import java.util.Set;

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
                    .withMemoryCacheBytes(Integer.toUnsignedLong(request.getMemoryCacheBytes()));
            return request.getBaseDir().isEmpty()
                    ? options.withCapabilities(capabilities).withMaxMemoryPages(maxMemoryPages)
                    : options.withCapabilities(Set.copyOf(request.getCapabilitiesList()))
                            .withMaxMemoryPages(pages(request.getInstanceMemoryBytes()));
        } catch (InvalidPathException e) {
            throw new VmException(new VmError.Message("base_dir is no path: " + e.getReason()));
        }
    }

    private static int pages(int bytes) {
        return (int) (Integer.toUnsignedLong(bytes) / PAGE_BYTES);
    }
}
