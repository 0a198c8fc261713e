package dev.orrery.server.cli;

import dev.orrery.server.chain.ReplicatedChain;
import dev.orrery.server.comet.OwnRpc;
import dev.orrery.server.grpc.ListenAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;

/**
 * Runs the application of a CometBFT until the process is told to end, and says where it is.
 *
 * @param out where it says so
 */
record ForegroundReplica(PrintWriter out) {
    int run(ReplicatedChain.Settings settings) throws InterruptedException {
        ReplicatedChain chain;
        try {
            chain = ReplicatedChain.start(settings);
        } catch (IOException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
        Foreground foreground = new Foreground(chain::close);
        announce(settings, chain);
        foreground.await();
        return 0;
    }

    private void announce(ReplicatedChain.Settings settings, ReplicatedChain chain) {
        String abci = inCometWords(chain.addresses().abci());
        out.println("  ABCI  " + abci + "  (cometbft node --proxy_app=" + abci + ")");
        out.println("  gRPC  " + chain.addresses().grpc());
        out.println("  REST  http://" + chain.addresses().rest());
        if (settings.node().isPresent()) {
            out.println("  Trace http://" + chain.addresses().rest() + OwnRpc.PATH + "  (orrery trace TXHASH --rpc …)");
        }
        long started = ManagementFactory.getRuntimeMXBean().getStartTime();
        out.println("orrery chain: ready on " + abci + ", at block " + chain.height() + ", state "
                + settings.home().map(home -> "in " + home).orElse("forgotten at the end") + ", after "
                + (System.currentTimeMillis() - started) + " ms");
        out.flush();
    }

    private static String inCometWords(ListenAddress address) {
        return address instanceof ListenAddress.Tcp ? ListenAddress.TCP + address : address.toString();
    }
}
