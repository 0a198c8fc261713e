package dev.orrery.server.cli;

import picocli.CommandLine.Option;

/** {@code --json}, the same on every command that has something to say to programs. */
public final class JsonOption {
    @Option(names = "--json", description = "Print JSON, one object a line, for programs.")
    private boolean json;

    public boolean wanted() {
        return json;
    }
}
