package dev.orrery.javawasm.program;

import dev.orrery.javawasm.Unsupported;
import java.lang.classfile.TypeKind;

/** Names and sizes of array types. */
public final class ArrayTypes {
    private ArrayTypes() {}

    public static String elementDescriptor(TypeKind kind) {
        return switch (kind) {
            case BOOLEAN -> "Z";
            case BYTE -> "B";
            case SHORT -> "S";
            case CHAR -> "C";
            case INT -> "I";
            case LONG -> "J";
            default -> throw Unsupported.floatingPoint();
        };
    }

    public static String ofReferences(String element) {
        return element.startsWith("[") ? "[" + element : "[L" + element + ";";
    }

    /** Binary logarithm of the bytes an element takes. */
    public static int shift(String array) {
        return switch (array.charAt(1)) {
            case 'Z', 'B' -> 0;
            case 'S', 'C' -> 1;
            case 'J' -> 3;
            default -> 2;
        };
    }
}
