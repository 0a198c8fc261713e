package dev.orrery.vm.check.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.vm.CodeCheck;
import dev.orrery.vm.VmException;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Stream;

/**
 * {@code UploadComparison ORACLE [-unchecked] [-mutants=N] [-seed=N] [-keep=FOLDER] FILE|FOLDER…} offers every module, and N
 * damaged copies of them, to the real library and to {@link CodeCheck}. Prints each difference and how many modules were
 * compared; ends with status 1 if any differ.
 */
public final class UploadComparison {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> options = new TreeMap<>();
    private final CodeCheck checks = CodeCheck.wasmd();
    private int compared;
    private int accepted;
    private int different;

    private UploadComparison() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        UploadComparison comparison = new UploadComparison();
        List<Path> files = new ArrayList<>();
        for (String arg : args) {
            if (arg.startsWith("-")) {
                String[] option = arg.substring(1).split("=", 2);
                comparison.options.put(option[0], option.length > 1 ? option[1] : "");
            } else {
                try (Stream<Path> found = Files.walk(Path.of(arg))) {
                    found.filter(file -> Files.isRegularFile(file)
                                    && (file.toString().endsWith(".wasm") || file.equals(Path.of(arg))))
                            .sorted()
                            .forEach(files::add);
                }
            }
        }
        comparison.run(files.getFirst(), files.subList(1, files.size()));
        System.exit(comparison.different == 0 ? 0 : 1);
    }

    private record Offer(String name, byte[] module) {}

    private void run(Path oracle, List<Path> files) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(oracle.toString(), "judge"));
        if (options.containsKey("unchecked")) {
            command.add("-unchecked");
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BlockingQueue<Offer> offers = new ArrayBlockingQueue<>(64);
        Thread writer = Thread.ofPlatform().start(() -> offer(files, process, offers));
        try (BufferedReader answers = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                compare(offers.take(), JSON.readTree(line));
            }
        }
        writer.join();
        System.out.println("compared " + compared + " modules, " + accepted + " accepted, " + different + " differ");
    }

    private void offer(List<Path> files, Process process, BlockingQueue<Offer> offers) {
        SplittableRandom random = new SplittableRandom(Long.parseLong(options.getOrDefault("seed", "1")));
        Mutants mutants = new Mutants(random);
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()))) {
            List<byte[]> modules = new ArrayList<>();
            for (Path file : files) {
                modules.add(Files.readAllBytes(file));
                send(new Offer(file.toString(), modules.getLast()), out, offers);
            }
            int count = Integer.parseInt(options.getOrDefault("mutants", "0"));
            for (int i = 0; i < count; i++) {
                int base = random.nextInt(modules.size());
                send(new Offer("mutant " + i + " of " + files.get(base), mutants.of(modules.get(base))), out, offers);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(Offer offer, DataOutputStream out, BlockingQueue<Offer> offers)
            throws IOException, InterruptedException {
        out.writeInt(offer.module().length);
        out.write(offer.module());
        out.flush();
        offers.put(offer);
    }

    private void compare(Offer offer, JsonNode answer) throws IOException {
        compared++;
        String theirs = answer.path("error").asText("");
        String ours = verdict(offer.module());
        if (theirs.isEmpty()) {
            accepted++;
        }
        if (!theirs.equals(ours)) {
            different++;
            System.out.println(offer.name() + "\n  wasmvm: " + theirs + "\n  orrery: " + ours);
            if (options.containsKey("keep")) {
                Files.write(Path.of(options.get("keep"), "difference-" + different + ".wasm"), offer.module());
            }
        }
    }

    private String verdict(byte[] module) {
        try {
            if (options.containsKey("unchecked")) {
                checks.checkUnchecked(module);
            } else {
                checks.check(module);
            }
            return "";
        } catch (VmException e) {
            return e.error().text();
        }
    }
}
