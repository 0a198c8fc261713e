package dev.orrery.engine.compile;

import java.lang.constant.ClassDesc;

/** How one function becomes methods, decided before any is written. */
interface FunctionUnit {
    /** Chooses the form of a function: one method if it fits into {@code limit} bytes, otherwise several. */
    static FunctionUnit plan(FunctionShape shape, Flow flow, ModuleContext context, int limit) {
        CodeSize sizes = new CodeSize(shape, flow, context.types());
        return sizes.fits(limit)
                ? new Single(shape, flow, context)
                : new ChunkedFunction(shape, flow, context, Chunks.plan(shape, flow, sizes, limit));
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
        private GeneratedClasses.Place place = new GeneratedClasses.Place(0, Names.PROGRAM);

        Single(FunctionShape shape, Flow flow, ModuleContext context) {
            this.shape = shape;
            this.flow = flow;
            this.context = context;
        }

        @Override
        public ClassDesc place(GeneratedClasses classes) {
            place = classes.place(new CodeSize(shape, flow, context.types()).total());
            return place.owner();
        }

        @Override
        public void add(GeneratedClasses classes) {
            FunctionCompiler compiler = new FunctionCompiler(shape, flow, context);
            classes.add(place, shape.methodName(), Jvm.method(shape.type()), compiler::write);
        }
    }
}
