package dev.orrery.vm.crash;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A second JVM with this one's class path. What it writes is read line by line. */
public final class OtherJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;

    private OtherJvm(Process process) {
        this.process = process;
        this.lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    public static OtherJvm run(Class<?> main, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new OtherJvm(process);
    }

    /** The next line. */
    public String line() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new EOFException("the other JVM has ended");
        }
        return line;
    }

    public Stream<String> rest() {
        return lines.lines();
    }

    /** SIGKILL. What it had written can still be read. */
    public void kill() throws InterruptedException {
        process.toHandle().destroyForcibly(); // the process's own method closes its streams
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
