package dev.orrery.javawasm.program;

import dev.orrery.javawasm.Unsupported;
import dev.orrery.javawasm.wasm.Kind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.Optional;

/** How Java's types are held. */
public final class Kinds {
    private Kinds() {}

    /** Nothing for {@code void}. */
    public static Optional<Kind> of(ClassDesc type) {
        if (type.equals(ConstantDescs.CD_void)) {
            return Optional.empty();
        }
        if (type.equals(ConstantDescs.CD_float) || type.equals(ConstantDescs.CD_double)) {
            throw new Unsupported("float and double are not part of contracts in Java");
        }
        return Optional.of(type.equals(ConstantDescs.CD_long) ? Kind.I64 : Kind.I32);
    }

    public static boolean isReference(ClassDesc type) {
        return !type.isPrimitive();
    }

    /** The name in class files: {@code java/lang/String}, {@code [I}. */
    public static String nameOf(ClassDesc type) {
        String descriptor = type.descriptorString();
        return type.isArray() ? descriptor : descriptor.substring(1, descriptor.length() - 1);
    }
}
