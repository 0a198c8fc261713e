package dev.orrery.engine.compile;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Distributes generated static methods over classes of one kind, in the order in which they come. A method's class is known
 * as soon as it has a place, so that methods can call each other before they are written.
 */
final class GeneratedClasses {
    /**
     * Code of one class, by estimate. Keeps the constant pool (65,535 entries, JVMS 4.1) out of danger, since no instruction
     * of 3 bytes takes more than 2 entries and no call of 12 bytes more than 6, and lets the JVM link and verify only what is used.
     */
    private static final int MAX_CLASS_BYTES = 64 * 1024;

    /** No stack maps from the library: {@link Emission} knows the types and writes them itself. */
    private static final ClassFile WRITER = ClassFile.of(
            ClassFile.StackMapsOption.DROP_STACK_MAPS,
            ClassFile.ShortJumpsOption.FAIL_ON_SHORT_JUMPS,
            ClassFile.DeadCodeOption.KEEP_DEAD_CODE);

    private record Method(String name, MethodTypeDesc type, Consumer<CodeBuilder> body) {}

    private final IntFunction<ClassDesc> naming;
    private final List<List<Method>> classes = new ArrayList<>();
    private int bytes = MAX_CLASS_BYTES;

    GeneratedClasses(IntFunction<ClassDesc> naming) {
        this.naming = naming;
    }

    /** The room of one method: its class. */
    record Place(int number, ClassDesc owner) {}

    /** Makes room for a method of about {@code estimate} bytes; {@link #add} the methods in the order of their places. */
    Place place(int estimate) {
        if (bytes + estimate > MAX_CLASS_BYTES) {
            classes.add(new ArrayList<>());
            bytes = 0;
        }
        bytes += estimate;
        return new Place(classes.size() - 1, naming.apply(classes.size() - 1));
    }

    /** Adds a method to the class that {@link #place} gave it. */
    void add(Place place, String name, MethodTypeDesc type, Consumer<CodeBuilder> body) {
        classes.get(place.number()).add(new Method(name, type, body));
    }

    /** Writes all classes, methods in the order in which they were added; their names and bytes go into {@code files}. */
    void write(Map<String, byte[]> files) {
        for (int number = 0; number < classes.size(); number++) {
            ClassDesc name = naming.apply(number);
            List<Method> methods = classes.get(number);
            byte[] file = WRITER.build(name, type -> {
                type.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
                for (Method method : methods) {
                    type.withMethodBody(
                            method.name(), method.type(), ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC, method.body());
                }
            });
            files.put(binaryName(name), file);
        }
    }

    static String binaryName(ClassDesc name) {
        return name.packageName() + "." + name.displayName();
    }
}
