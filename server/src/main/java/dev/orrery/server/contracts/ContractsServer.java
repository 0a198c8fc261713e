package dev.orrery.server.contracts;

import dev.orrery.chain.address.AddressFormat;
import dev.orrery.chain.state.db.Database;
import dev.orrery.chain.state.db.RocksDatabase;
import dev.orrery.server.grpc.Endpoint;
import dev.orrery.server.grpc.ListenAddress;
import dev.orrery.vm.Vm;
import dev.orrery.vm.VmException;
import dev.orrery.vm.VmOptions;
import io.grpc.InsecureServerCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The contracts service with all it stands on: a directory with codes and state, a VM, and a listening socket. */
public final class ContractsServer implements AutoCloseable {
    /** A code of wasmd's largest size and the message around it fit many times; a peer can't fill the memory. Bytes. */
    private static final int MAX_REQUEST_BYTES = 16 * 1024 * 1024;

    private final Vm vm;
    private final ContractsState state;
    private final ExecutorService workers;
    private final Endpoint endpoint;

    private ContractsServer(Vm vm, ContractsState state, ExecutorService workers, Endpoint endpoint) {
        this.vm = vm;
        this.state = state;
        this.workers = workers;
        this.endpoint = endpoint;
    }

    /**
     * What a server is started with.
     *
     * @param home where codes and state are kept; one server at a time has it
     */
    public record Settings(Path home, ListenAddress listen, String chainId, String prefix) {}

    /**
     * Opens the directory and listens.
     *
     * @throws IOException if the address can't be listened on
     * @throws VmException if another server has the directory
     */
    public static ContractsServer start(Settings settings) throws IOException, VmException {
        Vm vm = Vm.open(VmOptions.in(settings.home().resolve("wasm")));
        Database database = RocksDatabase.open(settings.home().resolve("state"));
        ContractsState state = ContractsState.open(
                database, vm, new AddressFormat(settings.prefix()), settings.chainId(), Clock.systemUTC());
        ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
        try {
            Endpoint endpoint = Endpoint.listen(
                    settings.listen(),
                    InsecureServerCredentials.create(),
                    List.of(new ContractsService(state, workers)),
                    builder -> builder.maxInboundMessageSize(MAX_REQUEST_BYTES));
            return new ContractsServer(vm, state, workers, endpoint);
        } catch (IOException e) {
            workers.shutdownNow();
            state.close();
            vm.close();
            throw e;
        }
    }

    /** Where it listens, with the port that was given where 0 was asked for. */
    public ListenAddress address() {
        return endpoint.address();
    }

    public void awaitEnd() throws InterruptedException {
        endpoint.awaitEnd();
    }

    /** Ends connections; what was answered is on disk already. */
    @Override
    public void close() {
        endpoint.close();
        workers.shutdownNow();
        state.close();
        vm.close();
    }
}
