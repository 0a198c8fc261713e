package dev.orrery.server.cli.devnet;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code orrery devnet stop-impersonating}. */
@Command(
        name = "stop-impersonating",
        header = "Look at an account's signatures again.",
        description = "%nEnds what 'orrery devnet impersonate' began.%n",
        mixinStandardHelpOptions = true,
        footer = "%nExample:%n  orrery devnet stop-impersonating wasm1…")
public final class StopImpersonatingCommand implements Runnable {
    @Mixin
    private RpcOption rpc;

    @Mixin
    private AccountParameter account;

    @Override
    public void run() {
        rpc.call("orrery_stopImpersonating", account.params());
    }
}
