package dev.orrery.engine.compile;

import dev.orrery.engine.run.Code;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;

/** Defines the classes of one image, each when it is first needed. */
final class ImageLoader extends ClassLoader {
    private static final MethodType CONSTRUCTOR = MethodType.methodType(void.class, int[][].class);

    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> classes;

    ImageLoader(Map<String, byte[]> classes) {
        super("wasm", ImageLoader.class.getClassLoader());
        this.classes = Map.copyOf(classes);
    }

    /** An instance of the generated entry class. */
    Code program(int[][] branchTables) {
        try {
            Class<?> program = loadClass(GeneratedClasses.binaryName(Names.PROGRAM));
            return (Code) MethodHandles.publicLookup()
                    .findConstructor(program, CONSTRUCTOR)
                    .invoke(branchTables);
        } catch (Throwable broken) {
            throw new IllegalStateException("generated code does not load", broken);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] file = classes.get(name);
        if (file == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, file, 0, file.length);
    }
}
