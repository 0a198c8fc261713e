import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Gives old classes the stack maps that classes have had since Java 6. Without them a class can't be in an AOT cache, and is checked by
 * the JVM's old verifier at every start; of all our jars that concerns picocli, of which each command uses 150 classes.
 */
final class StackMaps {
    /** The version of Java 8. */
    private static final int VERSION = 52;

    /** The last version without stack maps. */
    private static final int LAST_OLD_VERSION = 49;

    private static final int VERSION_OFFSET = 6;

    private StackMaps() {}

    /** Changes the classes of a jar if its first is an old one. */
    static void add(FileSystem jar) throws IOException {
        List<Path> classes;
        try (Stream<Path> files = Files.walk(jar.getPath("/"))) {
            classes = files.filter(file -> file.toString().endsWith(".class")
                            && !file.toString().endsWith("module-info.class"))
                    .toList();
        }
        if (classes.isEmpty() || !isOld(classes.getFirst())) {
            return;
        }
        ClassFile files = ClassFile.of(
                ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                ClassFile.ClassHierarchyResolverOption.of(
                        ClassHierarchyResolver.ofResourceParsing(type -> open(jar, type.descriptorString()))
                                .orElse(ClassHierarchyResolver.defaultResolver())));
        for (Path file : classes) {
            if (isOld(file)) {
                Files.write(file, withStackMaps(files, Files.readAllBytes(file)));
            }
        }
    }

    private static byte[] withStackMaps(ClassFile files, byte[] old) {
        ClassModel model = files.parse(old);
        ClassTransform rewritten = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                .andThen(ClassTransform.endHandler(builder -> builder.withVersion(VERSION, 0)));
        return files.transformClass(model, rewritten);
    }

    private static boolean isOld(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(VERSION_OFFSET + 2);
            return head.length == VERSION_OFFSET + 2 && head[VERSION_OFFSET + 1] <= LAST_OLD_VERSION;
        }
    }

    /** A class of the jar, or null, as the resolver wants it. */
    private static InputStream open(FileSystem jar, String descriptor) {
        Path file = jar.getPath("/", descriptor.substring(1, descriptor.length() - 1) + ".class");
        try {
            return Files.exists(file) ? Files.newInputStream(file) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
