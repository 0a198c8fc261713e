package dev.orrery.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orrery.server.Main;
import dev.orrery.vm.CodeCheck;
import dev.orrery.vm.VmOptions;
import dev.orrery.vm.WasmLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** New projects, as a newcomer makes, builds and tries them. Languages whose tools are not installed are left out. */
class NewCommandTest {
    private static final int MINUTES_FOR_A_SCRIPT = 10;

    @TempDir
    private Path folder;

    private record Outcome(int status, String out, String err) {}

    @TestFactory
    Stream<DynamicTest> everyLanguageGivesAWholeProject() {
        return Arrays.stream(Language.values())
                .map(language -> DynamicTest.dynamicTest(language.title(), () -> {
                    Path project = make("whole-" + language, language);
                    for (String file : List.of("build.sh", "test.sh", "README.md", ".gitignore")) {
                        assertTrue(Files.isRegularFile(project.resolve(file)), file);
                    }
                    assertTrue(Files.isExecutable(project.resolve("build.sh")));
                    try (Stream<Path> files = Files.walk(project)) {
                        for (Path file : files.filter(Files::isRegularFile).toList()) {
                            assertFalse(Files.readString(file).matches("(?s).*@[A-Z]+@.*"), () -> file + " has gaps");
                        }
                    }
                }));
    }

    /** Rust is left to the build of the test contracts: it compiles its standard library first, which takes minutes. */
    @TestFactory
    Stream<DynamicTest> aProjectBuildsAndPassesItsTest() {
        return Stream.of(
                        new Tool(Language.JAVA, "true"),
                        new Tool(Language.C, "command -v wasm-ld && { command -v clang-14 || command -v clang; }"),
                        new Tool(Language.ZIG, "command -v zig || python3 -c 'import ziglang'"))
                .filter(tool -> shell(folder, tool.present()).status() == 0)
                .map(tool -> DynamicTest.dynamicTest(tool.language().title(), () -> {
                    Path project = make("counter-in-" + tool.language(), tool.language());
                    Outcome test = shell(project, "ORRERY=" + launcher() + " ./test.sh 2>&1");
                    assertEquals(0, test.status(), test.out());
                    assertTrue(test.out().endsWith("all as expected\n"), test.out());
                    byte[] module = Files.readAllBytes(project.resolve("counter-in-" + tool.language() + ".wasm"));
                    new CodeCheck(VmOptions.WASMD_CAPABILITIES, WasmLimits.DEFAULT).check(module);
                }));
    }

    private record Tool(Language language, String present) {}

    @Test
    void whatIsThereIsNotOverwritten() {
        make("there", Language.C);
        Outcome again = run("new", "there", "--lang", "rust", "--in", folder.toString());
        assertEquals(1, again.status());
        assertTrue(again.err().contains("there exists already"), again.err());
    }

    @Test
    void namesThatNoToolTakesAreRefused() {
        for (String name : List.of("Big", "1st", "a b", "../up", "a".repeat(65), "-x")) {
            assertEquals(
                    2,
                    run("new", "--lang", "c", "--in", folder.toString(), "--", name)
                            .status(),
                    name);
        }
        assertTrue(run("new", "x", "--lang", "cobol").err().contains("rust"));
    }

    private Path make(String name, Language language) {
        Outcome made = run("new", name, "--lang", language.toString(), "--in", folder.toString());
        assertEquals(0, made.status(), made.err());
        assertTrue(made.out().contains("./test.sh"), made.out());
        return folder.resolve(name);
    }

    private static Outcome run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int status = line.execute(arguments);
        return new Outcome(status, out.toString(), err.toString());
    }

    /** What the launcher does, for the classes under test. */
    private Path launcher() throws IOException {
        Path script = folder.resolve("orrery");
        if (!Files.exists(script)) {
            String java = ProcessHandle.current().info().command().orElseThrow();
            Files.writeString(
                    script,
                    "#!/bin/sh\nexec '" + java + "' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "
                            + "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -cp '"
                            + System.getProperty("java.class.path") + "' dev.orrery.server.Main \"$@\"\n");
            assertTrue(script.toFile().setExecutable(true));
        }
        return script;
    }

    private static Outcome shell(Path at, String command) {
        try {
            Process process = new ProcessBuilder("bash", "-c", command)
                    .directory(at.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(at.resolve("output.txt").toFile())
                    .start();
            if (!process.waitFor(MINUTES_FOR_A_SCRIPT, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError("not done after " + MINUTES_FOR_A_SCRIPT + " minutes: " + command);
            }
            return new Outcome(process.exitValue(), Files.readString(at.resolve("output.txt")), "");
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
