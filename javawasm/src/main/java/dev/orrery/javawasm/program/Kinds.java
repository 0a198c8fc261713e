package dev.orrery.javawasm.program;

import dev.orrery.javawasm.Unsupported;
import dev.orrery.javawasm.wasm.Kind;
import java.lang.classfile.TypeKind;
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
            throw Unsupported.floatingPoint();
        }
        return Optional.of(type.equals(ConstantDescs.CD_long) ? Kind.I64 : Kind.I32);
    }

    /** Of a value in a variable or on the stack. */
    public static Kind of(TypeKind type) {
        return switch (type) {
            case LONG -> Kind.I64;
            case FLOAT, DOUBLE -> throw Unsupported.floatingPoint();
            default -> Kind.I32;
        };
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
