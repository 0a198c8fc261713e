package dev.orrery.engine.validate;

import dev.orrery.engine.ModuleException;
import dev.orrery.engine.binary.ForeignOperator;
import dev.orrery.engine.binary.ModuleContext;
import dev.orrery.engine.binary.OperatorReader;
import dev.orrery.engine.model.FuncType;

/** Operators that can be valid though the engine does not run them: vectors and atomic memory access. */
final class ForeignRules {
    private final ModuleContext module;
    private final OperandStack stack;
    private final OperatorReader operator;

    ForeignRules(ModuleContext module, OperandStack stack, OperatorReader operator) {
        this.module = module;
        this.stack = stack;
        this.operator = operator;
    }

    void check(ForeignOperator foreign, int at) throws ModuleException {
        if (!foreign.immediates().isEmpty() && foreign.immediates().getFirst().startsWith("m")) {
            checkMemoryArgument(foreign, at);
        }
        FuncType signature = foreign.signature().orElseThrow();
        stack.pop(signature.params(), at);
        stack.push(signature.results());
    }

    private void checkMemoryArgument(ForeignOperator foreign, int at) throws ModuleException {
        int natural = Integer.parseInt(foreign.immediates().getFirst().substring(1));
        boolean atomic = foreign.proposal().equals("threads");
        if (atomic && operator.alignment() != natural) {
            throw ModuleContext.invalid("atomic instructions must always specify maximum alignment", at);
        }
        if (module.memories().isEmpty()) {
            throw ModuleContext.invalid("unknown memory 0", at);
        }
        if (operator.alignment() > natural) {
            throw ModuleContext.invalid("malformed memop alignment: alignment must not be larger than natural", at);
        }
    }
}
