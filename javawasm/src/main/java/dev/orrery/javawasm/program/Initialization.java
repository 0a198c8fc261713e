package dev.orrery.javawasm.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which static initializers there are, and where it is not certain that they have run (JVM specification 5.5). */
public final class Initialization {
    private Initialization() {}

    /** Of the class and those above it. */
    public static List<MethodId> initializers(Program program, String type) {
        List<MethodId> initializers = new ArrayList<>();
        for (Optional<String> name = Optional.of(type);
                name.isPresent();
                name = program.get(name.get()).superName()) {
            program.get(name.get()).method("<clinit>", "()V").ifPresent(method -> initializers.add(method.id()));
        }
        return initializers;
    }

    /** Whether this method must initialize the class before it uses it. */
    public static boolean isNeeded(Program program, String type, ClassInfo.Method user) {
        return !isDone(program, type, user) && !initializers(program, type).isEmpty();
    }

    /**
     * A method that runs has an initialized class, and so are those above. That says nothing of interfaces: an object's class
     * does not initialize them.
     */
    private static boolean isDone(Program program, String type, ClassInfo.Method user) {
        String owner = user.id().owner();
        return program.get(type).isInterface()
                ? owner.equals(type) && user.isStatic()
                : isSameOrAbove(program, type, owner);
    }

    private static boolean isSameOrAbove(Program program, String type, String of) {
        return type.equals(of)
                || program.get(of)
                        .superName()
                        .map(parent -> isSameOrAbove(program, type, parent))
                        .orElse(false);
    }
}
