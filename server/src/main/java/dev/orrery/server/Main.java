package dev.orrery.server;

import dev.orrery.server.cli.CommandFailure;
import dev.orrery.server.cli.RootCommand;
import dev.orrery.server.cli.config.Configuration;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;

/** Where the process begins: one command line, one exit status. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        CommandLine orrery = RootCommand.commandLineFor(args);
        try {
            orrery.setDefaultValueProvider(
                    Configuration.ofProcess(() -> commandLine().getCommandSpec()));
        } catch (CommandFailure e) {
            System.err.println("error: " + e.getMessage());
            System.exit(2);
        }
        System.exit(orrery.execute(args));
    }

    /** The command line with all commands, as tests run it too. */
    public static CommandLine commandLine() {
        return RootCommand.commandLine();
    }
}
