package dev.orrery.javawasm.program;

import dev.orrery.javawasm.Unsupported;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All classes that there are: the contract's own, and the library in place of the JDK's. */
public final class Program {
    public static final String OBJECT = "java/lang/Object";

    private final Map<String, ClassInfo> own = new LinkedHashMap<>();
    private final Map<String, Optional<ClassInfo>> library = new HashMap<>();

    /** A program of these class files. */
    public Program(Collection<byte[]> classFiles) {
        for (byte[] classFile : classFiles) {
            ClassInfo info = new ClassInfo(ClassFile.of().parse(classFile));
            own.put(info.name(), info);
        }
    }

    /** The contract's own classes, in the order they were given. */
    public Collection<ClassInfo> own() {
        return own.values();
    }

    public ClassInfo get(String name) {
        ClassInfo info = own.get(name);
        return info != null
                ? info
                : library.computeIfAbsent(name, Program::fromLibrary)
                        .orElseThrow(
                                () -> new Unsupported(name.replace('/', '.') + " is not part of contracts in Java"));
    }

    private static Optional<ClassInfo> fromLibrary(String name) {
        return LibraryNames.classFile(name).flatMap(path -> {
            try (InputStream file = Program.class.getResourceAsStream("/" + path)) {
                return file == null
                        ? Optional.empty()
                        : Optional.of(new ClassInfo(ClassFile.of().parse(file.readAllBytes())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Whether a value of the one type is one of the other. Types are named as in class files. */
    public boolean isSubtype(String type, String of) {
        if (type.equals(of) || of.equals(OBJECT)) {
            return true;
        }
        if (type.startsWith("[")) {
            return of.startsWith("[")
                    && elementIsReference(type)
                    && elementIsReference(of)
                    && isSubtype(element(type), element(of));
        }
        if (of.startsWith("[")) {
            return false;
        }
        ClassInfo info = get(type);
        return info.superName().map(parent -> isSubtype(parent, of)).orElse(false)
                || info.interfaces().stream().anyMatch(parent -> isSubtype(parent, of));
    }

    private static boolean elementIsReference(String array) {
        return array.charAt(1) == 'L' || array.charAt(1) == '[';
    }

    /** The type of an array's elements, if these are references. */
    public static String element(String array) {
        return array.charAt(1) == '[' ? array.substring(1) : array.substring(2, array.length() - 1);
    }

    /**
     * The method that a call of {@code id} on an object of class {@code type} runs: of the class itself, of those above it, or
     * a default one of an interface.
     */
    public ClassInfo.Method resolve(String type, MethodId id) {
        String start = type.startsWith("[") ? OBJECT : type;
        return inClasses(start, id)
                .or(() -> inInterfaces(start, id))
                .orElseThrow(() -> new Unsupported(id.in(type) + " is not part of contracts in Java"));
    }

    private Optional<ClassInfo.Method> inClasses(String type, MethodId id) {
        for (Optional<String> name = Optional.of(type);
                name.isPresent();
                name = get(name.get()).superName()) {
            Optional<ClassInfo.Method> found = get(name.get()).method(id.name(), id.descriptor());
            if (found.isPresent() && !found.get().isAbstract()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<ClassInfo.Method> inInterfaces(String type, MethodId id) {
        Optional<ClassInfo.Method> best = Optional.empty();
        for (Optional<String> name = Optional.of(type);
                name.isPresent();
                name = get(name.get()).superName()) {
            for (String parent : parents(name.get())) {
                Optional<ClassInfo.Method> found = defaultIn(parent, id);
                // The most specific one wins; javac has made sure that there is one.
                if (found.isPresent()
                        && best.map(other -> isSubtype(
                                        found.get().id().owner(), other.id().owner()))
                                .orElse(true)) {
                    best = found;
                }
            }
        }
        return best;
    }

    private Optional<ClassInfo.Method> defaultIn(String type, MethodId id) {
        Optional<ClassInfo.Method> here = get(type).method(id.name(), id.descriptor());
        if (here.isPresent() && !here.get().isAbstract() && !here.get().isStatic()) {
            return here;
        }
        return inInterfaces(type, id);
    }

    private List<String> parents(String type) {
        ClassInfo info = get(type);
        return info.interfaces();
    }

    /** Where a static field lives that is named through {@code type}: there or above. */
    public String staticFieldOwner(String type, String field) {
        for (Optional<String> name = Optional.of(type);
                name.isPresent();
                name = get(name.get()).superName()) {
            ClassInfo info = get(name.get());
            if (info.fields().stream()
                    .anyMatch(each -> each.isStatic() && each.name().equals(field))) {
                return info.name();
            }
            for (String parent : info.interfaces()) {
                if (get(parent).fields().stream().anyMatch(each -> each.name().equals(field))) {
                    return parent;
                }
            }
        }
        throw new Unsupported(type.replace('/', '.') + "." + field + " is not part of contracts in Java");
    }
}
