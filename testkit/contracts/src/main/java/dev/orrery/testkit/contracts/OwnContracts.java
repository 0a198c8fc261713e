package dev.orrery.testkit.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The contracts built from {@code contracts-testdata}, described in its README. */
public final class OwnContracts {
    private OwnContracts() {}

    /** @param name language and contract, such as {@code rust/token} */
    public static byte[] wasm(String name) {
        try {
            return Files.readAllBytes(built().resolve(name + ".wasm"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tests run in the directory of their module, or in the root. */
    private static Path built() {
        Path below = Path.of("contracts-testdata", "built");
        return Files.isDirectory(below) ? below : Path.of("..").resolve(below);
    }
}
