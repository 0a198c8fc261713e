package dev.orrery.engine.compile;

import dev.orrery.engine.Trap;
import dev.orrery.engine.run.Code;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Defines the classes of one image, each when it is first needed. They can name each other, {@code engine.run}, and the few
 * classes of the JDK that generated code needs; nothing that could reach beyond the guest.
 */
final class ImageLoader extends ClassLoader {
    private static final MethodType CONSTRUCTOR = MethodType.methodType(void.class, int[][].class);

    static {
        registerAsParallelCapable();
    }

    private static final String RUN = Code.class.getPackageName() + ".";

    private static final Set<String> ALLOWED = Set.of(
            Trap.class.getName(),
            Object.class.getName(),
            Throwable.class.getName(),
            IllegalArgumentException.class.getName(),
            Integer.class.getName(),
            Long.class.getName(),
            Float.class.getName(),
            Double.class.getName());

    /** How the names of all generated classes begin. */
    private static final String GENERATED = Names.PROGRAM.packageName() + ".";

    /** Classes that are not defined yet; the bytes of others are let go. */
    private final Map<String, byte[]> classes;

    ImageLoader(Map<String, byte[]> classes) {
        super("wasm", ImageLoader.class.getClassLoader());
        this.classes = new ConcurrentHashMap<>(classes);
    }

    /** Adds a class, with others that it needs, and makes an object of it. */
    <T> T added(Map<String, byte[]> files, String name, Class<T> type) {
        classes.putAll(files);
        linkAll();
        try {
            return type.cast(MethodHandles.publicLookup()
                    .findConstructor(loadClass(name), MethodType.methodType(void.class))
                    .invoke());
        } catch (Throwable broken) {
            throw new IllegalStateException("generated code does not load", broken);
        }
    }

    /** Finds all classes that generated code may name: HotSpot inlines nothing of a class that the loader has not found yet. */
    void findNamed() {
        Names.RUNTIME.forEach(type -> link(GeneratedClasses.binaryName(type)));
        ALLOWED.forEach(this::link);
    }

    /** Defines, verifies and links all classes, so that no call has to. */
    void linkAll() {
        List.copyOf(classes.keySet()).forEach(this::link);
    }

    private void link(String name) {
        try {
            Class.forName(name, true, this);
        } catch (ClassNotFoundException broken) {
            throw new IllegalStateException("generated code does not load", broken);
        }
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

    /** Looks here first: the parent has none of these names, and would search for them. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(GENERATED)) {
            if (!name.startsWith(RUN) && !ALLOWED.contains(name)) {
                throw new ClassNotFoundException("not for generated code: " + name);
            }
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] file = classes.get(name);
        if (file == null) {
            throw new ClassNotFoundException(name);
        }
        Class<?> defined = defineClass(name, file, 0, file.length);
        classes.remove(name);
        return defined;
    }
}
