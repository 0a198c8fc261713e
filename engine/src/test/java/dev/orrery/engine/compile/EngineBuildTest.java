package dev.orrery.engine.compile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineBuildTest {
    @TempDir
    private Path directory;

    @Test
    void oneByteOfOneClassMakesAnotherBuild() throws IOException {
        assertFalse(Arrays.equals(jar("a.jar", "one", "two"), jar("b.jar", "one", "twp")));
        assertFalse(Arrays.equals(folder("a", "one", "two"), folder("b", "one", "twp")));
    }

    @Test
    void equalClassesMakeTheSameBuildWhereverTheyAre() throws IOException {
        assertArrayEquals(jar("a.jar", "one", "two"), jar("b.jar", "one", "two"));
        assertArrayEquals(folder("a", "one", "two"), folder("b", "one", "two"));
    }

    @Test
    void classesThatChangeNamesMakeAnotherBuild() throws IOException {
        assertFalse(Arrays.equals(jar("a.jar", "one", "two"), jar("b.jar", "two", "one")));
    }

    private byte[] jar(String name, String... contents) throws IOException {
        Path jar = directory.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (int i = 0; i < contents.length; i++) {
                zip.putNextEntry(new ZipEntry("Class" + i + ".class"));
                zip.write(contents[i].getBytes(StandardCharsets.UTF_8));
            }
        }
        return EngineBuild.digest(jar);
    }

    private byte[] folder(String name, String... contents) throws IOException {
        Path folder = Files.createDirectory(directory.resolve(name));
        for (int i = 0; i < contents.length; i++) {
            Files.write(folder.resolve("Class" + i + ".class"), List.of(contents[i]));
        }
        return EngineBuild.digest(folder);
    }
}
