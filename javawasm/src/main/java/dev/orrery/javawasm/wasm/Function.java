package dev.orrery.javawasm.wasm;

/** A function that can be called: imported from the host, or with a body. Two are the same only if they are one object. */
public abstract sealed class Function {
    private final String name;
    private final Signature signature;

    private Function(String name, Signature signature) {
        this.name = name;
        this.signature = signature;
    }

    public Signature signature() {
        return signature;
    }

    /** For people: not part of the module. */
    @Override
    public String toString() {
        return name;
    }

    /** Offered by the host as {@code env.NAME}. */
    public static final class Imported extends Function {
        private final String importName;

        public Imported(String importName, Signature signature) {
            super("env." + importName, signature);
            this.importName = importName;
        }

        public String importName() {
            return importName;
        }
    }

    /** Has a body, which is asked for once, when it is known that somebody calls it. */
    public static final class Defined extends Function {
        private final java.util.function.Supplier<Body> body;

        public Defined(String name, Signature signature, java.util.function.Supplier<Body> body) {
            super(name, signature);
            this.body = body;
        }

        public Body body() {
            return body.get();
        }
    }
}
