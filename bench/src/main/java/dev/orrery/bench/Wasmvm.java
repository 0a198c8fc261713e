package dev.orrery.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real libwasmvm, in the Go program of {@code bench/wasmvm}. */
final class Wasmvm implements Contestant {
    private final Process process;
    private final BufferedWriter requests;
    private final BufferedReader answers;
    private final ObjectMapper json = new ObjectMapper();

    Wasmvm(Path program, Path cases, List<Path> folders) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString(), cases.toString()));
        folders.forEach(folder -> command.add(folder.toString()));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        requests = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    @Override
    public Sample calls(BenchCase bench, int count) throws IOException {
        return ask("calls", bench, count);
    }

    @Override
    public Sample loads(BenchCase bench, int count) throws IOException {
        return ask("cold", bench, count);
    }

    @Override
    public Sample stores(BenchCase bench, int count) throws IOException {
        return ask("store", bench, count);
    }

    /** Go's writing of JSON is taken off: on our side it is not part of the VM, and not measured. */
    private Sample ask(String what, BenchCase bench, int count) throws IOException {
        requests.write(what + "\t" + bench.name() + "\t" + count + "\n");
        requests.flush();
        String line = answers.readLine();
        if (line == null) {
            throw new EOFException("wasmvm ended");
        }
        JsonNode answer = json.readTree(line);
        long encoding = answer.get("jsonNanos").asLong();
        return new Sample(
                count,
                answer.get("cpuNanos").asLong() - encoding,
                answer.get("wallNanos").asLong() - encoding,
                answer.get("gas").asLong());
    }

    @Override
    public void close() throws IOException {
        requests.close(); // the end of its input ends the program
        process.onExit().join();
    }
}
