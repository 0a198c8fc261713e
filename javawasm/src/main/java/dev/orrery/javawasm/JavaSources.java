package dev.orrery.javawasm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Runs javac over the sources of a contract, in memory. Needs a JDK, not only a runtime. */
public final class JavaSources {
    private JavaSources() {}

    /**
     * The class files of all sources below these folders.
     *
     * @throws Unsupported with javac's words if the sources are not correct Java
     */
    public static Collection<byte[]> compile(List<Path> folders) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        if (javac == null) {
            throw new Unsupported("no Java compiler: this is a Java runtime, and contracts in Java need a JDK");
        }
        List<Path> sources = sources(folders);
        if (sources.isEmpty()) {
            throw new Unsupported("no .java file in " + folders);
        }
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = javac.getStandardFileManager(diagnostics, Locale.ROOT, null)) {
            Classes classes = new Classes(files);
            // Nothing of ours is on the class path: a contract's sources stand for themselves.
            List<String> options = List.of("-proc:none", "-g:source,lines", "-Xlint:all", "-cp", "");
            boolean done = javac.getTask(
                            null, classes, diagnostics, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            if (!done) {
                throw new Unsupported(text(diagnostics));
            }
            return classes.written.values().stream()
                    .map(ByteArrayOutputStream::toByteArray)
                    .toList();
        }
    }

    private static List<Path> sources(List<Path> folders) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(sources::add);
            }
        }
        return sources;
    }

    private static String text(DiagnosticCollector<JavaFileObject> diagnostics) {
        List<String> lines = diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(Object::toString)
                .toList();
        return String.join("\n", lines);
    }

    /** Keeps class files instead of writing them, in the order of their names. */
    private static final class Classes extends ForwardingJavaFileManager<JavaFileManager> {
        private final SequencedMap<String, ByteArrayOutputStream> written = new TreeMap<>();

        Classes(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            written.put(name, bytes);
            return new SimpleJavaFileObject(URI.create("memory:/" + name.replace('.', '/') + kind.extension), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return bytes;
                }
            };
        }
    }
}
