package dev.orrery.server.cli.config;

import dev.orrery.server.cli.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Where options come from that the command line doesn't give: first the environment, then the file, then what the option's
 * declaration says. The declarations are the only list of what there is.
 *
 * @param environment names and values
 */
public record Configuration(Map<String, String> environment, Optional<ConfigFile> file)
        implements IDefaultValueProvider {
    /** Names the file. */
    private static final String FILE_VARIABLE = "ORRERY_CONFIG";

    private static final String VARIABLE_PREFIX = "ORRERY_";

    /** {@code up} is {@code chain} at a place of its own: it takes what is said of either. */
    private static final Map<String, String> LIKE = Map.of("up", "chain");

    /** Everything a value may come from. */
    public sealed interface Source {}

    public record Variable(String name) implements Source {}

    public record FileTable(Path file, String table) implements Source {}

    /** A value and where it was found. */
    public record Found(String value, Source source) {}

    /**
     * The environment of this process, and the file that it names, or {@code orrery.toml} in this folder, or
     * {@code ~/.orrery/config.toml}.
     *
     * @param root the command line with all commands, which is only asked for if there is a file
     * @throws CommandFailure if there is a file that makes no sense; the message says where
     */
    public static Configuration ofProcess(Supplier<CommandSpec> root) {
        Map<String, String> environment = System.getenv();
        Optional<Path> named =
                Optional.ofNullable(environment.get(FILE_VARIABLE)).map(Path::of);
        Optional<Path> file = named.or(() -> Stream.of(
                        Path.of("orrery.toml"), Path.of(System.getProperty("user.home"), ".orrery", "config.toml"))
                .filter(Files::isRegularFile)
                .findFirst());
        return of(environment, file, root);
    }

    /** @throws CommandFailure if there is a file that makes no sense; the message says where */
    public static Configuration of(Map<String, String> environment, Optional<Path> file, Supplier<CommandSpec> root) {
        Configuration configuration = new Configuration(environment, file.map(ConfigFile::read));
        configuration.file.ifPresent(read -> check(read, root.get()));
        return configuration;
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? find(option).map(Found::value).orElse(argument.defaultValue())
                : argument.defaultValue();
    }

    /** What the environment or the file say of an option. */
    Optional<Found> find(OptionSpec option) {
        List<String> commands = commands(option.command().name());
        String name = name(option);
        for (String command : commands) {
            String variable = variable(command, name);
            if (environment.containsKey(variable)) {
                return Optional.of(new Found(environment.get(variable), new Variable(variable)));
            }
        }
        for (String command : commands) {
            Optional<Found> found = file.flatMap(read -> read.value(command, name)
                    .map(values -> new Found(joined(option, values), new FileTable(read.path(), command))));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The variable that stands for an option: {@code ORRERY_CHAIN_BLOCK_TIME} for {@code orrery chain --block-time}. */
    static String variable(String command, String option) {
        return VARIABLE_PREFIX + (command + "_" + option).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** The longest name, without dashes. */
    static String name(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    private static List<String> commands(String command) {
        List<String> commands = new ArrayList<>(List.of(command));
        Optional.ofNullable(LIKE.get(command)).ifPresent(commands::add);
        return commands;
    }

    /** Options that are given several times take their values from one text. */
    private static String joined(OptionSpec option, List<String> values) {
        if (values.size() > 1 && option.splitRegex().isEmpty()) {
            throw new CommandFailure(
                    "the configuration gives " + option.longestName() + " several values; it takes one");
        }
        return String.join(option.splitRegex(), values);
    }

    /** A name that nothing listens to is a mistake that would be looked for elsewhere. */
    private static void check(ConfigFile file, CommandSpec root) {
        file.tables().forEach((table, options) -> {
            CommandLine command = root.subcommands().get(table);
            if (command == null) {
                throw new CommandFailure(file.path() + ": [" + table + "] is no command");
            }
            List<String> known = command.getCommandSpec().options().stream()
                    .filter(option -> !option.usageHelp() && !option.versionHelp())
                    .map(Configuration::name)
                    .sorted()
                    .toList();
            for (String option : options.keySet()) {
                if (!known.contains(option)) {
                    throw new CommandFailure(file.path() + ": [" + table + "] has no option '" + option + "'; it has "
                            + known.stream().collect(Collectors.joining(", ")));
                }
            }
        });
    }
}
