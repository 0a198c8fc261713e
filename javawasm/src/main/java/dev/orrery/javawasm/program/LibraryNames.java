package dev.orrery.javawasm.program;

import java.util.Optional;

/**
 * The JDK's classes, as far as contracts have them, are written anew in {@code dev.orrery.javawasm.library}:
 * {@code java.lang.String} is {@code library.lang.JString} there. Everywhere else in this compiler they go by the JDK's names.
 */
final class LibraryNames {
    private static final String LIBRARY = "dev/orrery/javawasm/library/";
    private static final String JDK = "java/";

    /** Folders of the library, and the JDK's packages below {@code java} that they stand for. */
    private static final String[][] FOLDERS = {
        {"lang", "lang/"}, {"util", "util/"}, {"function", "util/function/"}, {"nio", "nio/charset/"}
    };

    private LibraryNames() {}

    /** Names and descriptors in the library's class files, with the JDK's names. */
    static String toJdk(String nameOrDescriptor) {
        if (!nameOrDescriptor.contains(LIBRARY)) {
            return nameOrDescriptor;
        }
        String text = nameOrDescriptor;
        for (String[] folder : FOLDERS) {
            text = text.replace(LIBRARY + folder[0] + "/J", JDK + folder[1]);
        }
        return text;
    }

    /** The class file, relative to the class path, that stands in for one of the JDK's. */
    static Optional<String> classFile(String name) {
        for (String[] folder : FOLDERS) {
            String prefix = JDK + folder[1];
            if (name.startsWith(prefix) && name.indexOf('/', prefix.length()) < 0) {
                return Optional.of(LIBRARY + folder[0] + "/J" + name.substring(prefix.length()) + ".class");
            }
        }
        return name.startsWith(LIBRARY) ? Optional.of(name + ".class") : Optional.empty();
    }
}
