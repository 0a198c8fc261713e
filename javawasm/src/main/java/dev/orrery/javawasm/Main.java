package dev.orrery.javawasm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The compiler as a command: {@code OUT.wasm FOLDER...}, with Java's sources in the folders. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException {
        if (args.length < 2) {
            System.err.println("usage: OUT.wasm FOLDER...");
            System.exit(2);
        }
        try {
            List<Path> folders =
                    Arrays.stream(args).skip(1).map(Path::of).toList();
            Files.write(Path.of(args[0]), ContractCompiler.compile(JavaSources.compile(folders)));
        } catch (Unsupported e) {
            System.err.println("error: " + e.getMessage());
            System.exit(1);
        }
    }
}
