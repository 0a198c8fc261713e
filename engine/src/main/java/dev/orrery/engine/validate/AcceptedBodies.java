package dev.orrery.engine.validate;

import dev.orrery.engine.ModuleException;
import dev.orrery.engine.binary.ModuleContext;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.FunctionBody;
import java.util.AbstractList;
import java.util.RandomAccess;

/** Bodies that passed validation before, decoded from the module's bytes on each access. Shared between threads. */
final class AcceptedBodies extends AbstractList<FunctionBody> implements RandomAccess {
    private final ModuleContext module;

    AcceptedBodies(ModuleContext module) {
        this.module = module;
    }

    @Override
    public FunctionBody get(int index) {
        try {
            FuncType type = module.types().get(module.definedFunctions().get(index));
            return new BodyDecoder(module, type, module.codes().get(index)).decode();
        } catch (ModuleException e) {
            throw new IllegalStateException("function " + index + " was never accepted", e);
        }
    }

    @Override
    public int size() {
        return module.codes().size();
    }
}
