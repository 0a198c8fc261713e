package dev.orrery.server.cli;

import dev.orrery.chain.address.AddressFormat;
import dev.orrery.server.chain.Beginning;
import dev.orrery.server.chain.DevAccount;
import dev.orrery.server.chain.LocalChain;
import dev.orrery.server.explorer.ExplorerPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;

/**
 * Runs a chain until the process is told to end, and says where it is.
 *
 * @param out where it says so
 */
record ForegroundChain(PrintWriter out) {
    /** @param command that asked for it */
    int run(String command, LocalChain.Settings settings) throws InterruptedException {
        LocalChain chain;
        try {
            chain = LocalChain.start(settings);
        } catch (IOException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
        Foreground foreground = new Foreground(chain::close);
        announce(command, settings, chain);
        foreground.await();
        return 0;
    }

    private void announce(String command, LocalChain.Settings settings, LocalChain chain) {
        if (!(settings.beginning() instanceof Beginning.Given)) {
            announceAccounts(settings.config().formats().account());
        }
        chain.fork()
                .ifPresent(fork -> out.println("Fork of " + fork.chainId() + " after block " + fork.height() + ", by "
                        + fork.rpc() + System.lineSeparator()));
        out.println("  RPC   http://" + chain.addresses().rpc());
        out.println("  gRPC  " + chain.addresses().grpc());
        out.println("  REST  http://" + chain.addresses().rest());
        out.println("  Look  http://" + chain.addresses().rest() + ExplorerPage.PATH);
        out.println();
        out.println(
                "CosmJS waits 3 s before it asks what became of a transaction; give it broadcastPollIntervalMs: 50.");
        long started = ManagementFactory.getRuntimeMXBean().getStartTime();
        out.println("orrery " + command + ": ready on " + chain.addresses().grpc() + ", chain " + settings.chainId()
                + " at block " + chain.node().blocks().height() + ", state "
                + settings.home().map(home -> "in " + home).orElse("forgotten at the end") + ", after "
                + (System.currentTimeMillis() - started) + " ms");
        out.flush();
    }

    private void announceAccounts(AddressFormat format) {
        out.println("Accounts, each with 1000000000000ucosm and 1000000000000ustake (never use them elsewhere):");
        for (DevAccount account : DevAccount.ALL) {
            out.println("  " + format.text(account.address()) + "  " + account.name() + ": " + account.words());
        }
        out.println();
    }
}
