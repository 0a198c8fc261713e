package dev.orrery.server.cli;

import dev.orrery.javawasm.ContractCompiler;
import dev.orrery.javawasm.JavaSources;
import dev.orrery.javawasm.Unsupported;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery compile}: Java to Wasm. The other languages bring compilers of their own. */
@Command(
        name = "compile",
        header = "Compile a contract written in Java to Wasm.",
        description = "%nReads all .java files in the folders, the SDK's among them, and writes one module.%n",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  orrery compile -o counter.wasm sdk counter"})
public final class CompileCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", arity = "1..*", description = "Where the sources are.")
    private List<Path> folders;

    @Option(names = "-o", required = true, paramLabel = "FILE", description = "The module to write.")
    private Path output;

    @Override
    public Integer call() throws IOException {
        try {
            byte[] module = ContractCompiler.compile(JavaSources.compile(folders));
            Files.write(output, module);
            spec.commandLine().getOut().println(output + ": " + module.length + " bytes");
            return 0;
        } catch (Unsupported e) {
            throw new CommandFailure(e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new CommandFailure("no such folder: " + e.getFile(), e);
        }
    }
}
