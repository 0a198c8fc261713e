package dev.orrery.server.cli;

import com.google.gson.JsonObject;
import dev.orrery.vm.Checksum;
import dev.orrery.vm.CodeCheck;
import dev.orrery.vm.VmException;
import dev.orrery.vm.VmOptions;
import dev.orrery.vm.WasmLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code orrery check}: whether a chain would take these contracts. No server is needed. */
@Command(
        name = "check",
        header = "Say whether a chain would accept contracts, and why not.",
        description = {
            "%nRuns the checks that wasmvm runs on upload, with the same verdicts and reasons; like cosmwasm-check.",
            "Ends with status 1 if a contract is refused.%n"
        },
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  orrery check artifacts/*.wasm",
            "  orrery check --capabilities iterator,staking,cosmwasm_1_4 token.wasm"
        })
public final class CheckCommand implements Callable<Integer> {
    /** What cosmwasm vm puts before a reason at the Go boundary, and cosmwasm-check does not show. */
    private static final String BOUNDARY = "Error calling the VM: ";

    /** Far above what a chain takes; keeps a wrong file name from filling the memory. Bytes. */
    private static final long MAX_FILE_BYTES = 64L << 20;

    /** Some reasons have several lines; JSON shows them as they are. */
    private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\R\\s*");

    private static final int ALL_ACCEPTED = 0;
    private static final int SOME_REFUSED = 1;

    @Spec
    private CommandSpec spec;

    @Mixin
    private JsonOption json;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Wasm files, not compressed.")
    private List<Path> files;

    @Option(
            names = "--capabilities",
            split = ",",
            paramLabel = "NAME",
            description = "What the chain offers, separated by commas. Default: what wasmd offers,%n  ${DEFAULT-VALUE}")
    private Set<String> capabilities = new TreeSet<>(VmOptions.WASMD_CAPABILITIES);

    @Override
    public Integer call() {
        CodeCheck check = new CodeCheck(capabilities, WasmLimits.DEFAULT);
        PrintWriter out = spec.commandLine().getOut();
        int refused = 0;
        for (Path file : files) {
            Verdict verdict = verdict(check, file);
            refused += verdict.reason().isPresent() ? 1 : 0;
            out.println(json.wanted() ? verdict.json() : verdict.line());
        }
        if (files.size() > 1 && !json.wanted()) {
            out.println("Passes: " + (files.size() - refused) + ", failures: " + refused);
        }
        return refused == 0 ? ALL_ACCEPTED : SOME_REFUSED;
    }

    private static Verdict verdict(CodeCheck check, Path file) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                return new Verdict(
                        file, Optional.empty(), Optional.of("File is larger than " + MAX_FILE_BYTES + " bytes"));
            }
            return new Verdict(file, Optional.of(check.check(Files.readAllBytes(file))), Optional.empty());
        } catch (VmException e) {
            String text = e.error().text();
            String reason = text.startsWith(BOUNDARY) ? text.substring(BOUNDARY.length()) : text;
            return new Verdict(file, Optional.empty(), Optional.of(reason));
        } catch (NoSuchFileException e) {
            return new Verdict(file, Optional.empty(), Optional.of("No such file"));
        } catch (IOException e) {
            return new Verdict(file, Optional.empty(), Optional.of("Can't be read: " + e.getMessage()));
        }
    }

    /** What is said of one file: the checksum it would have on chain, or why it is refused. */
    private record Verdict(Path file, Optional<Checksum> checksum, Optional<String> reason) {
        String line() {
            return file + ": "
                    + reason.map(text -> "failure: " + LINE_BREAK.matcher(text).replaceAll(" "))
                            .orElse("pass");
        }

        String json() {
            JsonObject line = new JsonObject();
            line.addProperty("file", file.toString());
            line.addProperty("pass", reason.isEmpty());
            checksum.ifPresent(known -> line.addProperty("checksum", known.toString()));
            reason.ifPresent(text -> line.addProperty("error", text));
            return line.toString();
        }
    }
}
