package dev.orrery.server.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The files of a new contract project: those in the folder {@code common} of the resources and those of its language. The contract
 * and the SDK come from {@code contracts-testdata}, where they are built and recorded; the build puts them beside.
 */
final class ProjectTemplate {
    private static final String ROOT = "/dev/orrery/server/templates/";
    private static final String COMMON = "common";

    /** Stands for a leading dot, which build tools leave out. */
    private static final String DOT = "dot-";

    private final Language language;
    private final Map<String, String> values;

    /**
     * @param name of the contract
     * @param launcher what the project's scripts call Orrery by
     */
    ProjectTemplate(Language language, String name, String launcher) {
        this.language = language;
        values = Map.of("@NAME@", name, "@CRATE@", name.replace('-', '_'), "@ORRERY@", quoted(launcher));
    }

    /** As one word of a shell script. */
    private static String quoted(String path) {
        return path.matches("[A-Za-z0-9/._+-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }

    /** Writes all files into a folder that must not exist yet; answers their paths in it, sorted. */
    List<Path> write(Path project) throws IOException {
        if (Files.exists(project)) {
            throw new FileAlreadyExistsException(project.toString());
        }
        List<Path> written = new ArrayList<>();
        for (String folder : List.of(COMMON, language.folder())) {
            eachFile(ROOT + folder, (path, content) -> {
                Path relative = Path.of(path.replace(DOT, "."));
                Path file = project.resolve(relative);
                Files.createDirectories(file.getParent());
                Files.writeString(file, filled(content));
                if (path.endsWith(".sh") && !file.toFile().setExecutable(true)) {
                    throw new IOException("can't make " + file + " executable");
                }
                written.add(relative);
            });
        }
        written.sort(null);
        return written;
    }

    private String filled(String content) {
        String text = content;
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace(value.getKey(), value.getValue());
        }
        return text;
    }

    private interface FileConsumer {
        void accept(String path, String content) throws IOException;
    }

    private static void eachFile(String resource, FileConsumer consumer) throws IOException {
        inFolder(resource, folder -> {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    consumer.accept(folder.relativize(file).toString(), Files.readString(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Resources are in a folder while developing, in a jar otherwise. */
    private static void inFolder(String resource, Consumer<Path> consumer) throws IOException {
        try {
            URI uri = ProjectTemplate.class.getResource(resource).toURI();
            if (uri.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                    consumer.accept(jar.getPath(resource));
                }
            } else {
                consumer.accept(Path.of(uri));
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a resource with an odd address", e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
