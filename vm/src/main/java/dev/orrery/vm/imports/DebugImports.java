package dev.orrery.vm.imports;

import dev.orrery.vm.CallCancelledException;
import dev.orrery.vm.abi.Utf8;
import dev.orrery.vm.error.Failure;
import dev.orrery.vm.error.FailureException;
import java.lang.System.Logger.Level;

/** Texts for people: debugging, and why a contract gave up. */
final class DebugImports {
    /** Longest text of either. Bytes. cosmwasm vm imports.rs: MAX_LENGTH_DEBUG, MAX_LENGTH_ABORT. */
    private static final int MAX_TEXT_BYTES = 2 * 1024 * 1024;

    private static final System.Logger LOG = System.getLogger(DebugImports.class.getName());

    private DebugImports() {}

    /** Costs the same whether anybody listens or not: a result must not depend on a node's logging. */
    static long debug(Host host, long[] args) {
        byte[] message = host.memory().read((int) args[0], MAX_TEXT_BYTES);
        if (host.printDebug()) {
            print(host, Utf8.lossy(message));
        }
        return 0;
    }

    private static void print(Host host, String message) {
        try {
            host.backend().debug().print(message, host.gas().left());
        } catch (CallCancelledException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A debug text was lost", e);
        }
    }

    static long abort(Host host, long[] args) {
        byte[] message = host.memory().read((int) args[0], MAX_TEXT_BYTES);
        host.gas().charge(host.prices().host().stringFromBytes().of(message.length));
        throw new FailureException(new Failure.Aborted(Utf8.lossy(message)));
    }
}
