package dev.orrery.server.vmservice;

import dev.orrery.vm.Vm;
import dev.orrery.vm.VmError;
import dev.orrery.vm.VmException;
import dev.orrery.vm.VmOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * One VM for each directory, as long as somebody uses it. Who asks for the same directory with the same options shares it: a
 * node that was restarted comes back before the end of its old connection is noticed. Any thread.
 */
final class SharedVms {
    private final Map<Path, Shared> open = new HashMap<>();

    private static final class Shared {
        final Vm vm;
        final VmOptions options;
        int users = 1;

        Shared(Vm vm, VmOptions options) {
            this.vm = vm;
            this.options = options;
        }
    }

    /** The VM with these options. {@link #giveBack} must follow. */
    synchronized Vm take(VmOptions options) throws VmException {
        Shared shared = open.get(options.directory());
        if (shared == null) {
            Vm vm = Vm.open(options);
            open.put(options.directory(), new Shared(vm, options));
            return vm;
        }
        if (!shared.options.equals(options)) {
            throw new VmException(
                    new VmError.Message("the directory is in use with other options (capabilities, memory or"
                            + " limits); close the handles on it first"));
        }
        shared.users++;
        return shared.vm;
    }

    synchronized void giveBack(VmOptions options) {
        Shared shared = open.get(options.directory());
        shared.users--;
        if (shared.users == 0) {
            open.remove(options.directory());
            shared.vm.close();
        }
    }
}
