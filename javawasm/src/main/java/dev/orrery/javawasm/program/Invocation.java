package dev.orrery.javawasm.program;

import dev.orrery.javawasm.Unsupported;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.reflect.AccessFlag;
import java.util.Optional;

/** What an invoke instruction comes to. */
public sealed interface Invocation {
    /** The constructor of Object does nothing. */
    record Nothing() implements Invocation {}

    /** Exactly this method. */
    record Direct(MethodId method, boolean isStatic) implements Invocation {}

    /** The method of the object's class. */
    record Virtual(MethodId selector) implements Invocation {}

    record CloneOfArray(String type) implements Invocation {}

    static Invocation of(Program program, InvokeInstruction invoke) {
        MethodId named = new MethodId(
                LibraryNames.toJdk(invoke.owner().asInternalName()),
                invoke.name().stringValue(),
                LibraryNames.toJdk(invoke.type().stringValue()));
        if (named.owner().startsWith("[")) {
            return named.name().equals("clone")
                    ? new CloneOfArray(named.owner())
                    : virtual(program, named.in(Program.OBJECT));
        }
        return switch (invoke.opcode()) {
            case Opcode.INVOKESTATIC -> new Direct(declared(program, named), true);
            case Opcode.INVOKESPECIAL ->
                named.owner().equals(Program.OBJECT) && named.name().equals("<init>")
                        ? new Nothing()
                        : new Direct(declared(program, named), false);
            default -> virtual(program, named);
        };
    }

    private static Invocation virtual(Program program, MethodId named) {
        Optional<ClassInfo.Method> here = program.get(named.owner()).method(named.name(), named.descriptor());
        boolean bound = here.map(method -> method.model().flags().has(AccessFlag.PRIVATE))
                .orElse(false);
        if (bound) {
            return new Direct(named, false);
        }
        requireKnown(program, named);
        return new Virtual(named);
    }

    /** A method that no class above the named one has is missing, whether or not there is an object to call it on. */
    private static void requireKnown(Program program, MethodId named) {
        if (!isKnown(program, named.owner(), named) && !isKnown(program, Program.OBJECT, named)) {
            throw new Unsupported(named + " is not part of contracts in Java");
        }
    }

    private static boolean isKnown(Program program, String type, MethodId named) {
        ClassInfo info = program.get(type);
        return info.method(named.name(), named.descriptor()).isPresent()
                || info.superName()
                        .map(parent -> isKnown(program, parent, named))
                        .orElse(false)
                || info.interfaces().stream().anyMatch(parent -> isKnown(program, parent, named));
    }

    private static MethodId declared(Program program, MethodId named) {
        Optional<ClassInfo.Method> here = program.get(named.owner()).method(named.name(), named.descriptor());
        return here.isPresent() ? named : program.resolve(named.owner(), named).id();
    }
}
