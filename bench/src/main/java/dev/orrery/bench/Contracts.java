package dev.orrery.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The contracts that are measured, by file name. */
record Contracts(List<Path> folders) {
    private static final int CUSTOM_SECTION = 0;

    /** In the folders that a command's arguments name from {@code first} on. */
    static Contracts of(String[] args, int first) {
        return new Contracts(Arrays.stream(args).skip(first).map(Path::of).toList());
    }

    /** The contract {@code code}.wasm. */
    byte[] wasm(String code) throws IOException {
        for (Path folder : folders) {
            Path file = folder.resolve(code + ".wasm");
            if (Files.exists(file)) {
                return Files.readAllBytes(file);
            }
        }
        throw new IOException("no contract " + code);
    }

    /** The same contract as another module: with a custom section that names a number. */
    byte[] variant(String code, int number) throws IOException {
        byte[] name = ("variant " + number).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream wasm = new ByteArrayOutputStream();
        wasm.writeBytes(wasm(code));
        wasm.write(CUSTOM_SECTION);
        wasm.write(name.length + 1);
        wasm.write(name.length);
        wasm.writeBytes(name);
        return wasm.toByteArray();
    }
}
