package dev.orrery.engine.validate;

import dev.orrery.engine.Features.Feature;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.binary.ModuleContext;
import dev.orrery.engine.binary.OperatorReader;
import dev.orrery.engine.model.BlockTypes;
import dev.orrery.engine.model.ExternType;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.model.ValType;
import java.util.ArrayList;
import java.util.List;

/** Control instructions: Wasm spec 3.3.8. */
final class ControlRules {
    private final ModuleContext module;
    private final OperandStack stack;
    private final BodyBuilder body;
    private final OperatorReader operator;

    ControlRules(ModuleContext module, OperandStack stack, BodyBuilder body, OperatorReader operator) {
        this.module = module;
        this.stack = stack;
        this.body = body;
        this.operator = operator;
    }

    static boolean isControl(int opcode) {
        return opcode <= Opcode.CALL_INDIRECT && opcode != Opcode.NOP;
    }

    void check(int opcode, int index, int at) throws ModuleException {
        switch (opcode) {
            case Opcode.UNREACHABLE -> stack.setUnreachable(at);
            case Opcode.BLOCK, Opcode.LOOP, Opcode.IF -> open(opcode, index, at);
            case Opcode.ELSE -> otherwise(index, at);
            case Opcode.END -> close(index, at);
            case Opcode.BR -> {
                stack.pop(label(at), at);
                stack.setUnreachable(at);
            }
            case Opcode.BR_IF -> {
                stack.pop(ValType.I32, at);
                List<ValType> types = label(at);
                stack.pop(types, at);
                stack.push(types);
            }
            case Opcode.BR_TABLE -> branchTable(at);
            case Opcode.RETURN -> {
                stack.pop(stack.outermost(at).results(), at);
                stack.setUnreachable(at);
            }
            case Opcode.CALL -> {
                int callee = (int) operator.immediate();
                FuncType type = module.functionType(callee)
                        .orElseThrow(() -> ModuleContext.invalid(
                                "unknown function " + Integer.toUnsignedString(callee)
                                        + ": function index out of bounds",
                                at));
                call(type, at);
            }
            case Opcode.CALL_INDIRECT -> callIndirect(at);
            default -> throw new IllegalStateException(Opcode.text(opcode));
        }
    }

    private List<ValType> label(int at) throws ModuleException {
        return stack.target((int) operator.immediate(), at).labelTypes();
    }

    private void open(int opcode, int index, int at) throws ModuleException {
        FuncType type = blockType(operator.immediate(), at);
        if (opcode == Opcode.IF) {
            stack.pop(ValType.I32, at);
        }
        stack.pop(type.params(), at);
        stack.enter(opcode, index, type.params(), type.results());
    }

    private void otherwise(int index, int at) throws ModuleException {
        OperandStack.Frame frame = stack.leave(at);
        if (frame.opcode() != Opcode.IF) {
            throw ModuleContext.invalid("else found outside of an `if` block", at);
        }
        body.joinElse(frame.opener(), index);
        stack.enter(Opcode.ELSE, frame.opener(), frame.params(), frame.results());
    }

    private void close(int index, int at) throws ModuleException {
        OperandStack.Frame frame = stack.leave(at);
        if (frame.opcode() == Opcode.IF && !frame.params().equals(frame.results())) {
            // An `if` without `else` passes its parameters through.
            elseMismatch(frame, at);
        }
        body.close(frame.opener(), index);
        if (frame.opener() >= 0) {
            stack.push(frame.results());
        }
    }

    private void elseMismatch(OperandStack.Frame frame, int at) throws ModuleException {
        stack.enter(Opcode.ELSE, frame.opener(), frame.params(), frame.results());
        stack.leave(at);
    }

    private void branchTable(int at) throws ModuleException {
        stack.pop(ValType.I32, at);
        int last = operator.labelCount() - 1;
        List<ValType> fallback = stack.target(operator.label(last), at).labelTypes();
        for (int i = 0; i < last; i++) {
            List<ValType> types = stack.target(operator.label(i), at).labelTypes();
            if (types.size() != fallback.size()) {
                throw ModuleContext.invalid("type mismatch: br_table target labels have different number of types", at);
            }
            if (!types.isEmpty()) {
                popAndRestore(types, at);
            }
        }
        stack.pop(fallback, at);
        stack.setUnreachable(at);
    }

    /** Checks the operands against one label of a table; the next label checks the same operands. */
    private void popAndRestore(List<ValType> types, int at) throws ModuleException {
        List<OperandType> popped = new ArrayList<>();
        for (int i = types.size() - 1; i >= 0; i--) {
            popped.add(stack.pop(types.get(i), at));
        }
        popped.reversed().forEach(stack::push);
    }

    private void call(FuncType type, int at) throws ModuleException {
        stack.pop(type.params(), at);
        stack.push(type.results());
    }

    private void callIndirect(int at) throws ModuleException {
        int typeIndex = (int) operator.immediate();
        int table = (int) (operator.immediate() >>> 32);
        if (Integer.compareUnsigned(table, module.tables().size()) >= 0) {
            throw ModuleContext.invalid(
                    "unknown table " + Integer.toUnsignedString(table) + ": table index out of bounds", at);
        }
        ExternType.Table target = module.tables().get(table);
        if (target.element() != ValType.FUNCREF) {
            throw ModuleContext.invalid("indirect calls must go through a table with type <= funcref", at);
        }
        stack.pop(ValType.I32, at);
        call(type(typeIndex, at), at);
    }

    private FuncType type(int index, int at) throws ModuleException {
        if (Integer.compareUnsigned(index, module.types().size()) >= 0) {
            throw ModuleContext.invalid("unknown type: type index out of bounds", at);
        }
        return module.types().get(index);
    }

    private FuncType blockType(long immediate, int at) throws ModuleException {
        if (immediate >= 0) {
            if (!module.features().has(Feature.MULTI_VALUE)) {
                throw ModuleContext.invalid(
                        "blocks, loops, and ifs may only produce a resulttype when multi-value is not enabled", at);
            }
            return type((int) immediate, at);
        }
        if (operator.blockResult().isPresent()) {
            operator.blockResult().get().accept(module.features(), at);
        }
        return BlockTypes.of(immediate);
    }
}
