package dev.orrery.engine.compile;

import dev.orrery.engine.model.ConstExpr;
import dev.orrery.engine.model.Global;
import java.lang.constant.ClassDesc;
import java.util.Optional;

/** What the code of one function may need to know about the module around it. */
interface ModuleContext extends Callees {
    ModuleTypes types();

    boolean canonicalNans();

    /** The class with the loads and stores. */
    default ClassDesc memoryAccesses() {
        return Names.MEMORY_ACCESS;
    }

    /** The value of a global that never changes and is known now. */
    default Optional<ConstExpr.Const> constant(int index) {
        int own = index - types().importedGlobals();
        if (own < 0) {
            return Optional.empty();
        }
        Global global = types().module().globals().get(own);
        return !global.type().mutable() && global.init() instanceof ConstExpr.Const known
                ? Optional.of(known)
                : Optional.empty();
    }
}
