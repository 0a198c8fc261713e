package dev.orrery.engine.compile;

import java.lang.constant.ClassDesc;

/** How one function becomes methods, decided before any is written. */
interface FunctionUnit {
    /** Chooses the form of a function. */
    static FunctionUnit plan(FunctionShape shape, Flow flow, ModuleContext context) {
        return new Single(shape, flow, context);
    }

    /** Finds room for the function's methods; the class of the one that callers call. */
    ClassDesc place(GeneratedClasses classes);

    /** Adds the methods to where they were placed. */
    void add(GeneratedClasses classes);

    /** One method. */
    final class Single implements FunctionUnit {
        private final FunctionShape shape;
        private final Flow flow;
        private final ModuleContext context;
        private ClassDesc owner = Names.PROGRAM;

        Single(FunctionShape shape, Flow flow, ModuleContext context) {
            this.shape = shape;
            this.flow = flow;
            this.context = context;
        }

        @Override
        public ClassDesc place(GeneratedClasses classes) {
            owner = classes.place(10 * shape.body().size());
            return owner;
        }

        @Override
        public void add(GeneratedClasses classes) {
            FunctionCompiler compiler = new FunctionCompiler(shape, flow, context);
            classes.add(owner, shape.methodName(), Jvm.method(shape.type()), compiler::write);
        }
    }
}
