package dev.orrery.javawasm.program;

import dev.orrery.javawasm.Unsupported;
import java.util.List;

/**
 * What native methods stand for, by the simple name of their annotation, so that an SDK declares the annotations itself:
 *
 * <ul>
 *   <li>{@code @Import("db_read")}: a function of the host;
 *   <li>{@code @Instruction("i32.load")}: one Wasm instruction; the empty text gives the argument back as it is, which makes an
 *       address of a reference and the other way round;
 *   <li>{@code @OnlyImplementation}: a new object of the one class among the contract's own that has the result's type.
 * </ul>
 */
public final class Natives {
    public static final String IMPORT = "Import";
    public static final String INSTRUCTION = "Instruction";
    public static final String ONLY_IMPLEMENTATION = "OnlyImplementation";
    /** On a method with a body: what the host calls. */
    public static final String EXPORT = "Export";

    private Natives() {}

    /** The constructor of the only class that can be meant. */
    public static MethodId onlyImplementation(Program program, ClassInfo.Method method) {
        String type = Kinds.nameOf(method.id().type().returnType());
        List<String> found = program.own().stream()
                .filter(info -> !info.isInterface() && !info.isAbstract() && program.isSubtype(info.name(), type))
                .map(ClassInfo::name)
                .toList();
        if (found.size() != 1) {
            throw new Unsupported(
                    "a contract needs one class that implements " + type.replace('/', '.') + ", found " + found);
        }
        MethodId constructor = new MethodId(found.getFirst(), "<init>", "()V");
        if (program.get(constructor.owner()).method("<init>", "()V").isEmpty()) {
            throw new Unsupported(constructor.owner().replace('/', '.') + " needs a constructor without parameters");
        }
        return constructor;
    }
}
