package dev.orrery.server.cli;

import dev.orrery.server.cli.config.ConfigCommand;
import dev.orrery.server.cli.config.Configuration;
import dev.orrery.server.cli.contracts.CodesCommand;
import dev.orrery.server.cli.contracts.ContractsCommand;
import dev.orrery.server.cli.contracts.ExecuteCommand;
import dev.orrery.server.cli.contracts.InstantiateCommand;
import dev.orrery.server.cli.contracts.MigrateCommand;
import dev.orrery.server.cli.contracts.QueryCommand;
import dev.orrery.server.cli.contracts.StateCommand;
import dev.orrery.server.cli.contracts.StoreCommand;
import dev.orrery.server.cli.contracts.SudoCommand;
import dev.orrery.server.cli.devnet.DevnetCommand;
import dev.orrery.server.cli.remote.DeployCommand;
import dev.orrery.server.cli.remote.RelayCommand;
import dev.orrery.server.cli.remote.TransferCommand;
import dev.orrery.server.cli.trace.ProfileCommand;
import dev.orrery.server.cli.trace.TraceCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code orrery} itself: says what there is. */
@Command(
        name = "orrery",
        header = "CosmWasm contracts on the JVM, with wasmvm's exact bytes and gas.",
        description = "%nBuilt from source by the launcher, which also knows: build, test, dist.%n",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = "%nSee 'orrery help COMMAND' for what a command takes.")
public final class RootCommand implements Runnable {
    /** In the order of the help. */
    private static final List<Class<?>> COMMANDS = List.of(
            UpCommand.class,
            ChainCommand.class,
            GenesisCommand.class,
            ExportCommand.class,
            RelayCommand.class,
            DeployCommand.class,
            TransferCommand.class,
            VmCommand.class,
            CheckCommand.class,
            NewCommand.class,
            CompileCommand.class,
            StoreCommand.class,
            InstantiateCommand.class,
            ExecuteCommand.class,
            QueryCommand.class,
            MigrateCommand.class,
            SudoCommand.class,
            StateCommand.class,
            CodesCommand.class,
            ContractsCommand.class,
            DevnetCommand.class,
            TraceCommand.class,
            ProfileCommand.class,
            HealthCommand.class,
            ConfigCommand.class,
            WarmUpCommand.class);

    @Spec
    private CommandSpec spec;

    /** The command line with all commands. */
    public static CommandLine commandLine() {
        return commandLine(COMMANDS).addSubcommand(HelpCommand.class);
    }

    /**
     * The command line as far as these arguments need it: to set up all commands takes longer than most of them do. Whatever speaks of
     * other commands, or isn't clear, gets all.
     */
    public static CommandLine commandLineFor(String... arguments) {
        return COMMANDS.stream()
                .filter(command -> arguments.length > 0 && name(command).equals(arguments[0]))
                .filter(command -> command != ConfigCommand.class)
                .findFirst()
                .map(command -> commandLine(List.of(command)))
                .orElseGet(RootCommand::commandLine);
    }

    private static CommandLine commandLine(List<Class<?>> commands) {
        CommandLine line = new CommandLine(new RootCommand());
        commands.forEach(line::addSubcommand);
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setUsageHelpLongOptionsMaxWidth(36)
                .setExecutionExceptionHandler(new UserErrors());
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    /** Read when the option is met, which is before the command's own options are. */
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Where options are looked up that the command line doesn't give. Default: what ORRERY_CONFIG"
                    + " names, or ./orrery.toml, or ~/.orrery/config.toml.")
    void configure(Path file) {
        spec.commandLine().setDefaultValueProvider(Configuration.of(System.getenv(), Optional.of(file), () -> spec));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}
