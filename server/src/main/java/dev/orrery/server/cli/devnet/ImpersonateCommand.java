package dev.orrery.server.cli.devnet;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code orrery devnet impersonate}. */
@Command(
        name = "impersonate",
        header = "Take transactions of an account whoever signed them.",
        description =
                "%nWith whatever key: clients that must sign can act for anybody. Sequence numbers and fees are as ever. It lasts until 'orrery devnet stop-impersonating', or until the chain goes back.%n",
        mixinStandardHelpOptions = true,
        footer = "%nExample:%n  orrery devnet impersonate wasm1…")
public final class ImpersonateCommand implements Runnable {
    @Mixin
    private RpcOption rpc;

    @Mixin
    private AccountParameter account;

    @Override
    public void run() {
        rpc.call("orrery_impersonate", account.params());
    }
}
