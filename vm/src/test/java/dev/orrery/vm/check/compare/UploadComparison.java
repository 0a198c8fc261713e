package dev.orrery.vm.check.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.testkit.wasm.Mutants;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Stream;

/**
 * {@code UploadComparison ORACLE [-unchecked] [-contracts] [-mutants=N] [-guesses=N] [-seed=N] [-keep=FOLDER] [-golden=FILE] FILE|FOLDER…} offers every
 * module, and N damaged copies of them, to the real library and to {@link CodeCheck}; with {@code -contracts} after giving
 * them what contracts must have; and N modules made of telling bytes. {@code -golden} writes the smallest module for each kind of text. Prints each difference and how many modules were compared; ends with status 1 if any differ.
 */
public final class UploadComparison {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Bytes of the largest module in the golden file. */
    private static final int MAX_GOLDEN_BYTES = 600;

    private static final String GATEKEEPER = "Error in middleware Gatekeeper: ";

    private final Map<String, String> options = new TreeMap<>();
    private final CodeCheck checks = CodeCheck.wasmd();
    private final Map<String, Verdict> golden = new TreeMap<>();
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

    private record Verdict(byte[] module, String text) {}

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
        writeGolden();
        System.out.println("compared " + compared + " modules, " + accepted + " accepted, " + different + " differ");
    }

    private void offer(List<Path> files, Process process, BlockingQueue<Offer> offers) {
        SplittableRandom random = new SplittableRandom(Long.parseLong(options.getOrDefault("seed", "1")));
        Mutants mutants = new Mutants(random);
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()))) {
            List<byte[]> modules = new ArrayList<>();
            for (Path file : files) {
                byte[] module = Files.readAllBytes(file);
                modules.add(options.containsKey("contracts") ? Contractor.contract(module) : module);
                send(new Offer(file.toString(), modules.getLast()), out, offers);
            }
            int count = Integer.parseInt(options.getOrDefault("mutants", "0"));
            for (int i = 0; i < count; i++) {
                int base = random.nextInt(modules.size());
                send(new Offer("mutant " + i + " of " + files.get(base), mutants.of(modules.get(base))), out, offers);
            }
            int guesses = Integer.parseInt(options.getOrDefault("guesses", "0"));
            for (int i = 0; i < guesses; i++) {
                byte[] guess = i % 2 == 0 ? mutants.guess() : Contractor.contract(mutants.guessBody());
                send(new Offer("guess " + i, guess), out, offers);
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
        keepGolden(offer.module(), theirs);
        if (!normal(theirs).equals(normal(ours))) {
            different++;
            System.out.println(offer.name() + "\n  wasmvm: " + theirs + "\n  orrery: " + ours);
            if (options.containsKey("keep")) {
                Files.write(Path.of(options.get("keep"), "difference-" + different + ".wasm"), offer.module());
            }
        }
    }

    /** Keeps the smallest module for each text that differs in more than numbers and names. */
    private void keepGolden(byte[] module, String text) {
        String kind = text.replaceAll("0x[0-9a-f]+|[0-9]+", "#").replaceAll("`[^`]*`|\\{\"[^}]*\\}|: \"env[^ ]*", "%");
        golden.merge(
                kind,
                new Verdict(module, text),
                (old, found) -> found.module().length < old.module().length ? found : old);
    }

    private void writeGolden() throws IOException {
        if (!options.containsKey("golden")) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        String mode = options.containsKey("unchecked") ? "unchecked" : "checked";
        for (Verdict verdict : golden.values()) {
            if (verdict.module().length <= MAX_GOLDEN_BYTES) {
                lines.append(mode)
                        .append('\t')
                        .append(HexFormat.of().formatHex(verdict.module()))
                        .append('\t')
                        .append(JSON.writeValueAsString(verdict.text()))
                        .append('\n');
            }
        }
        Files.writeString(Path.of(options.get("golden")), lines);
    }

    /** docs/parity.md: the reference's compiler takes bodies in parallel and may name any body's first refused operator. */
    private static String normal(String text) {
        int operator = text.indexOf(GATEKEEPER);
        return operator < 0 ? text : text.substring(0, operator + GATEKEEPER.length());
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
