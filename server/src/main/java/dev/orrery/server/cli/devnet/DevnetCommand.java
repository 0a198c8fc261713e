package dev.orrery.server.cli.devnet;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code orrery devnet}: what can be done to a chain for development and to no other. */
@Command(
        name = "devnet",
        header = "Go back in time, act as anybody: powers over a chain for development.",
        description =
                "%nWorks on a chain that 'orrery up' or 'orrery chain' runs, over its RPC. The same methods are called by"
                        + " JSON-RPC (orrery_snapshot …) and by gRPC (orrery.devnet.v1.Devnet).%n",
        subcommands = {
            SnapshotCommand.class,
            RevertCommand.class,
            IncreaseTimeCommand.class,
            SetTimeCommand.class,
            MineCommand.class,
            SendCommand.class,
            ImpersonateCommand.class,
            StopImpersonatingCommand.class,
            SetBalanceCommand.class,
            GetStorageCommand.class,
            SetStorageCommand.class,
            DumpCommand.class
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "%nExamples:",
            "  orrery devnet snapshot",
            "  orrery devnet increase-time 30d",
            "  orrery devnet set-balance alice 5000000ucosm",
            "  orrery devnet revert 1"
        })
public final class DevnetCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}
