package dev.orrery.server.vmservice;

import dev.orrery.vm.Vm;
import dev.orrery.vm.VmException;
import dev.orrery.vm.VmOptions;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The VMs that are open, by handle. A handle is random, so that none is used twice and none can be guessed; it ends with the
 * connection that opened it, but works on any. Any thread.
 */
final class Handles {
    private final SharedVms vms = new SharedVms();
    private final Map<String, Opened> opened = new ConcurrentHashMap<>();

    private record Opened(Vm vm, VmOptions options, Connection owner) {}

    /** The handles of one connection. */
    static final class Connection {
        private final boolean local;
        private final Set<String> handles = new HashSet<>();
        private boolean lost;

        Connection(boolean local) {
            this.local = local;
        }

        /** Whether the chain is on this machine. */
        boolean isLocal() {
            return local;
        }
    }

    String open(VmOptions options, Connection owner) throws VmException {
        Opened vm = new Opened(vms.take(options), options, owner);
        String handle = UUID.randomUUID().toString();
        synchronized (owner) {
            if (!owner.lost) {
                owner.handles.add(handle);
                opened.put(handle, vm);
                return handle;
            }
        }
        vms.giveBack(options);
        return handle;
    }

    /** The VM that a request is for. */
    Vm vm(String handle) throws NoSuchHandleException {
        Opened found = opened.get(handle);
        if (found == null) {
            throw new NoSuchHandleException();
        }
        return found.vm();
    }

    /** How many are open. */
    int size() {
        return opened.size();
    }

    /** Calls that run go on to their end. */
    void close(String handle) throws NoSuchHandleException {
        Opened closed = opened.remove(handle);
        if (closed == null) {
            throw new NoSuchHandleException();
        }
        synchronized (closed.owner()) {
            closed.owner().handles.remove(handle);
        }
        vms.giveBack(closed.options());
    }

    /** Closes what a connection leaves behind. */
    void lost(Connection owner) {
        Set<String> left;
        synchronized (owner) {
            owner.lost = true;
            left = Set.copyOf(owner.handles);
        }
        for (String handle : left) {
            try {
                close(handle);
            } catch (NoSuchHandleException e) {
                // Closed by its own request at the same time.
            }
        }
    }

    /** Closes everything. */
    void closeAll() {
        opened.values().stream().map(Opened::owner).distinct().forEach(this::lost);
    }
}
