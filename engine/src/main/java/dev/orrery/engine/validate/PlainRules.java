package dev.orrery.engine.validate;

import dev.orrery.engine.ModuleException;
import dev.orrery.engine.binary.ByteReader;
import dev.orrery.engine.binary.ModuleContext;
import dev.orrery.engine.binary.OperatorReader;
import dev.orrery.engine.model.ExternType;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.model.Signatures;
import dev.orrery.engine.model.ValType;
import java.util.List;
import java.util.Optional;

/** All instructions but control: Wasm spec 3.3.1 to 3.3.7. */
final class PlainRules {
    private final ModuleContext module;
    private final FuncType function;
    private final List<ValType> declaredLocals;
    private final OperandStack stack;
    private final OperatorReader operator;

    PlainRules(
            ModuleContext module,
            FuncType function,
            List<ValType> declaredLocals,
            OperandStack stack,
            OperatorReader operator) {
        this.module = module;
        this.function = function;
        this.declaredLocals = declaredLocals;
        this.stack = stack;
        this.operator = operator;
    }

    void check(int opcode, int at) throws ModuleException {
        checkIndices(opcode, at);
        Optional<FuncType> signature = Signatures.of(opcode);
        if (signature.isPresent()) {
            stack.pop(signature.get().params(), at);
            stack.push(signature.get().results());
            return;
        }
        switch (opcode) {
            case Opcode.NOP -> {}
            case Opcode.DROP -> stack.pop(at);
            case Opcode.SELECT -> select(at);
            case Opcode.SELECT_T -> selectTyped(at);
            case Opcode.LOCAL_GET -> stack.push(local(at));
            case Opcode.LOCAL_SET -> stack.pop(local(at), at);
            case Opcode.LOCAL_TEE -> {
                ValType type = local(at);
                stack.pop(type, at);
                stack.push(type);
            }
            case Opcode.GLOBAL_GET -> stack.push(global(at).type());
            case Opcode.GLOBAL_SET -> {
                ExternType.Global global = global(at);
                if (!global.mutable()) {
                    throw ModuleContext.invalid("global is immutable: cannot modify it with `global.set`", at);
                }
                stack.pop(global.type(), at);
            }
            case Opcode.TABLE_GET -> {
                ValType element = table(first(), at).element();
                stack.pop(ValType.I32, at);
                stack.push(element);
            }
            case Opcode.TABLE_SET -> {
                ValType element = table(first(), at).element();
                stack.pop(element, at);
                stack.pop(ValType.I32, at);
            }
            case Opcode.TABLE_GROW -> {
                ValType element = table(first(), at).element();
                stack.pop(ValType.I32, at);
                stack.pop(element, at);
                stack.push(ValType.I32);
            }
            case Opcode.TABLE_FILL -> {
                ValType element = table(first(), at).element();
                stack.pop(ValType.I32, at);
                stack.pop(element, at);
                stack.pop(ValType.I32, at);
            }
            case Opcode.REF_NULL -> stack.push(operator.type().accept(module.features(), at));
            case Opcode.REF_IS_NULL -> refIsNull(at);
            case Opcode.REF_FUNC -> refFunc(at);
            default -> throw new IllegalStateException(Opcode.text(opcode));
        }
    }

    private void checkIndices(int opcode, int at) throws ModuleException {
        if (opcode >= Opcode.I32_LOAD && opcode <= Opcode.MEMORY_GROW) {
            memory(0, at);
            if (opcode <= Opcode.I64_STORE32 && operator.alignment() > naturalAlignment(opcode)) {
                throw tooLargeAlignment(at);
            }
            return;
        }
        switch (opcode) {
            case Opcode.MEMORY_FILL -> memory(first(), at);
            case Opcode.MEMORY_COPY -> {
                memory(first(), at);
                memory(second(), at);
            }
            case Opcode.MEMORY_INIT -> {
                memory(second(), at);
                dataSegment(first(), at);
            }
            case Opcode.DATA_DROP -> dataSegment(first(), at);
            case Opcode.ELEM_DROP -> elementSegment(first(), at);
            case Opcode.TABLE_SIZE -> table(first(), at);
            case Opcode.TABLE_COPY -> {
                ValType from = table(second(), at).element();
                if (table(first(), at).element() != from) {
                    throw ModuleContext.invalid("type mismatch", at);
                }
            }
            case Opcode.TABLE_INIT -> {
                ValType to = table(second(), at).element();
                if (elementSegment(first(), at) != to) {
                    throw ModuleContext.invalid("type mismatch", at);
                }
            }
            default -> {}
        }
    }

    /** The format itself knows alignments up to 2^31. */
    private ModuleException tooLargeAlignment(int at) {
        String text = "malformed memop alignment: alignment must not be larger than natural";
        return operator.alignment() < Integer.SIZE ? ModuleContext.invalid(text, at) : ByteReader.malformed(text, at);
    }

    /** Log2 of the bytes that a load or store moves. */
    private static int naturalAlignment(int opcode) {
        return switch (opcode) {
            case Opcode.I64_LOAD, Opcode.F64_LOAD, Opcode.I64_STORE, Opcode.F64_STORE -> 3;
            case Opcode.I32_LOAD,
                    Opcode.F32_LOAD,
                    Opcode.I64_LOAD32_S,
                    Opcode.I64_LOAD32_U,
                    Opcode.I32_STORE,
                    Opcode.F32_STORE,
                    Opcode.I64_STORE32 -> 2;
            case Opcode.I32_LOAD16_S,
                    Opcode.I32_LOAD16_U,
                    Opcode.I64_LOAD16_S,
                    Opcode.I64_LOAD16_U,
                    Opcode.I32_STORE16,
                    Opcode.I64_STORE16 -> 1;
            default -> 0;
        };
    }

    private int first() {
        return (int) operator.immediate();
    }

    private int second() {
        return (int) (operator.immediate() >>> 32);
    }

    private void memory(int index, int at) throws ModuleException {
        if (Integer.compareUnsigned(index, module.memories().size()) >= 0) {
            throw ModuleContext.invalid("unknown memory " + Integer.toUnsignedString(index), at);
        }
    }

    private ExternType.Table table(int index, int at) throws ModuleException {
        if (Integer.compareUnsigned(index, module.tables().size()) >= 0) {
            throw ModuleContext.invalid(
                    "unknown table " + Integer.toUnsignedString(index) + ": table index out of bounds", at);
        }
        return module.tables().get(index);
    }

    private void dataSegment(int index, int at) throws ModuleException {
        if (module.dataCount().isEmpty()) {
            String text = "data count section required";
            // The format asks for the count only where there is data; without any, the segment is just unknown.
            throw module.hasData() ? ByteReader.malformed(text, at) : ModuleContext.invalid(text, at);
        }
        if (Integer.compareUnsigned(index, module.dataCount().getAsInt()) >= 0) {
            throw ModuleContext.invalid("unknown data segment " + Integer.toUnsignedString(index), at);
        }
    }

    private ValType elementSegment(int index, int at) throws ModuleException {
        if (Integer.compareUnsigned(index, module.elements().size()) >= 0) {
            throw ModuleContext.invalid(
                    "unknown elem segment " + Integer.toUnsignedString(index) + ": segment index out of bounds", at);
        }
        return module.elements().get(index).type();
    }

    private ValType local(int at) throws ModuleException {
        int index = first();
        int params = function.params().size();
        if (Integer.compareUnsigned(index, params + declaredLocals.size()) >= 0) {
            throw ModuleContext.invalid(
                    "unknown local " + Integer.toUnsignedString(index) + ": local index out of bounds", at);
        }
        return index < params ? function.params().get(index) : declaredLocals.get(index - params);
    }

    private ExternType.Global global(int at) throws ModuleException {
        if (Integer.compareUnsigned(first(), module.globals().size()) >= 0) {
            throw ModuleContext.invalid("unknown global: global index out of bounds", at);
        }
        return module.globals().get(first());
    }

    private void select(int at) throws ModuleException {
        stack.pop(ValType.I32, at);
        OperandType first = stack.pop(at);
        OperandType second = stack.pop(at);
        if (first.isReference() || second.isReference()) {
            throw ModuleContext.invalid("type mismatch: select only takes integral types", at);
        }
        if (first != OperandType.UNKNOWN && second != OperandType.UNKNOWN && first != second) {
            throw ModuleContext.invalid("type mismatch: select operands have different types", at);
        }
        stack.push(first == OperandType.UNKNOWN ? second : first);
    }

    private void selectTyped(int at) throws ModuleException {
        ValType type = operator.type().accept(module.features(), at);
        stack.pop(ValType.I32, at);
        stack.pop(type, at);
        stack.pop(type, at);
        stack.push(type);
    }

    private void refIsNull(int at) throws ModuleException {
        OperandType type = stack.pop(at);
        if (type != OperandType.UNKNOWN && !type.isReference()) {
            throw ModuleContext.invalid("type mismatch: expected ref but found " + type.text(), at);
        }
        stack.push(ValType.I32);
    }

    private void refFunc(int at) throws ModuleException {
        if (module.functionType(first()).isEmpty()) {
            throw ModuleContext.invalid(
                    "unknown function " + Integer.toUnsignedString(first()) + ": function index out of bounds", at);
        }
        if (!module.declared(first())) {
            throw ModuleContext.invalid("undeclared function reference", at);
        }
        stack.push(OperandType.FUNCTION);
    }
}
