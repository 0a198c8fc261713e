package dev.orrery.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery new}: the beginning of a contract, in any of five languages. */
@Command(
        name = "new",
        header = "Make a contract project that builds, with a test.",
        description = {
            "%nWrites a folder with a small contract, all it is made of, a script that builds it and one that tries it"
                    + " on a devnet of its own.%n"
        },
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  orrery new my-counter --lang java"})
public final class NewCommand implements Runnable {
    /** What Cargo and npm both take as a name. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "Name of the contract: small letters, digits, hyphens.")
    private String name;

    @Option(
            names = {"-l", "--lang"},
            required = true,
            paramLabel = "LANGUAGE",
            description = "One of: ${COMPLETION-CANDIDATES}.")
    private Language language;

    @Option(
            names = "--in",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Where to make the folder. Default: here.")
    private Path parent;

    @Override
    public void run() {
        if (!NAME.matcher(name).matches()) {
            throw new ParameterException(
                    spec.commandLine(), "NAME: small letters, digits and hyphens, a letter first, at most 64");
        }
        Path project = parent.resolve(name).normalize();
        List<Path> files = write(project);
        PrintWriter out = spec.commandLine().getOut();
        out.println(project + ": a contract in " + language.title() + ", " + files.size() + " files");
        files.forEach(file -> out.println("  " + file));
        out.println();
        out.println("Next:");
        out.println("  cd " + project);
        out.println("  ./build.sh    # " + language.needs());
        out.println("  ./test.sh     # tries it on a devnet of its own");
    }

    private List<Path> write(Path project) {
        try {
            return new ProjectTemplate(language, name, launcher()).write(project);
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(project + " exists already", e);
        } catch (IOException e) {
            throw new CommandFailure("can't write " + project + ": " + e.getMessage(), e);
        }
    }

    /** The launcher says where it is; a command line without one can only hope for the path. */
    private static String launcher() {
        String known = System.getenv("ORRERY_LAUNCHER");
        return known == null ? "orrery" : known;
    }
}
