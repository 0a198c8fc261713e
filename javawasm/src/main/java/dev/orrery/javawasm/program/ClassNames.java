package dev.orrery.javawasm.program;

import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.Utf8Entry;

/** Names that stand in instructions, as the program's classes go by. */
public final class ClassNames {
    private ClassNames() {}

    public static String of(ClassEntry entry) {
        return LibraryNames.toJdk(entry.asInternalName());
    }

    public static String ofDescriptor(Utf8Entry descriptor) {
        return LibraryNames.toJdk(descriptor.stringValue());
    }
}
