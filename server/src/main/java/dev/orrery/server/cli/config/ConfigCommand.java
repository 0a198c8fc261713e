package dev.orrery.server.cli.config;

import dev.orrery.server.cli.CommandFailure;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery config}: what commands take where the command line says nothing, and where that comes from. */
@Command(
        name = "config",
        header = "Show the options that commands run with, and where each comes from.",
        description = {
            "%nAn option comes from the command line, else from the environment, else from a file, else it has its"
                    + " default. What this prints is such a file.%n",
            "  command line  orrery chain --block-time 1s",
            "  environment   ORRERY_CHAIN_BLOCK_TIME=1s",
            "  file          [chain]",
            "                block-time = \"1s\"",
            "%nThe file is the one of 'orrery --config FILE', of ORRERY_CONFIG, ./orrery.toml or ~/.orrery/config.toml."
                    + " 'up' takes what is said of 'chain'.%n"
        },
        mixinStandardHelpOptions = true)
public final class ConfigCommand implements Runnable {
    /** Those that serve; the others are told what they need when they are called. */
    private static final List<String> SERVERS = List.of("chain", "vm");

    private static final Set<Class<?>> NUMBERS =
            Set.of(int.class, Integer.class, long.class, Long.class, BigInteger.class);

    private static final Set<Class<?>> TRUTHS = Set.of(boolean.class, Boolean.class);

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "COMMAND", description = "Of which commands. Default: chain and vm.")
    private List<String> commands = List.of();

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        for (String name : commands.isEmpty() ? SERVERS : commands) {
            CommandLine command = Optional.ofNullable(
                            spec.parent().subcommands().get(name))
                    .orElseThrow(() -> new CommandFailure("'" + name + "' is no command"));
            out.println("[" + name + "]");
            command.getCommandSpec().options().stream()
                    .filter(option -> !option.usageHelp() && !option.versionHelp() && !option.hidden())
                    .map(this::line)
                    .forEach(out::println);
            out.println();
        }
        out.flush();
    }

    private String line(OptionSpec option) {
        Optional<Configuration.Found> found = configuration().flatMap(configuration -> configuration.find(option));
        String key = Configuration.name(option);
        if (found.isPresent()) {
            return key + " = " + toml(option, found.get().value()) + "  # "
                    + switch (found.get().source()) {
                        case Configuration.Variable variable -> variable.name();
                        case Configuration.FileTable table -> table.file() + " [" + table.table() + "]";
                    };
        }
        return standard(option)
                .map(value -> key + " = " + toml(option, value) + "  # default")
                .orElse("# " + key + " =");
    }

    /** What an option is that nobody says; nothing for one that is then absent or an empty list. */
    private static Optional<String> standard(OptionSpec option) {
        if (option.defaultValue() == null && !TRUTHS.contains(option.type())) {
            return Optional.empty();
        }
        return Optional.ofNullable(option.defaultValueString(true));
    }

    private Optional<Configuration> configuration() {
        IDefaultValueProvider provider = spec.parent().defaultValueProvider();
        return provider instanceof Configuration configuration ? Optional.of(configuration) : Optional.empty();
    }

    private static String toml(OptionSpec option, String value) {
        if (option.isMultiValue()) {
            Stream<String> values =
                    option.splitRegex().isEmpty() ? Stream.of(value) : Stream.of(value.split(option.splitRegex()));
            return values.map(ConfigCommand::quoted).collect(Collectors.joining(", ", "[", "]"));
        }
        Class<?> type = option.typeInfo().isOptional() ? option.auxiliaryTypes()[0] : option.type();
        return NUMBERS.contains(type) || TRUTHS.contains(type) ? value : quoted(value);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
