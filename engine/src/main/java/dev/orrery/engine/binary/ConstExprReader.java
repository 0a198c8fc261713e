package dev.orrery.engine.binary;

import dev.orrery.engine.Features.Feature;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.model.ConstExpr;
import dev.orrery.engine.model.ExternType;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.model.ValType;
import java.util.ArrayList;
import java.util.List;

/** Constant expressions: Wasm spec 3.3.10 and 5.4.9. Each leaves exactly one value of the wanted type. */
final class ConstExprReader {
    private ConstExprReader() {}

    static ConstExpr read(ByteReader reader, ModuleContext module, ValType wanted) throws ModuleException {
        List<ConstExpr> stack = new ArrayList<>();
        for (; ; ) {
            int at = reader.position();
            int opcode = reader.u8();
            if (opcode == Opcode.END) {
                return single(stack, module, wanted, at);
            }
            stack.add(operator(opcode, reader, module, at));
        }
    }

    private static ConstExpr operator(int opcode, ByteReader reader, ModuleContext module, int at)
            throws ModuleException {
        return switch (opcode) {
            case Opcode.I32_CONST -> new ConstExpr.Const(ValType.I32, reader.s32());
            case Opcode.I64_CONST -> new ConstExpr.Const(ValType.I64, reader.s64());
            case Opcode.F32_CONST -> new ConstExpr.Const(ValType.F32, Integer.toUnsignedLong(reader.fixed32()));
            case Opcode.F64_CONST -> new ConstExpr.Const(ValType.F64, reader.fixed64());
            case Opcode.GLOBAL_GET -> global(reader.u32(), module, at);
            case Opcode.REF_NULL -> {
                ValType type = heapType(reader);
                TypeReader.checkEnabled(type, module.features, at);
                yield new ConstExpr.RefNull(type);
            }
            case Opcode.REF_FUNC -> {
                int function = reader.u32();
                if (!module.features.has(Feature.REFERENCE_TYPES)) {
                    throw ModuleContext.invalid("reference types support is not enabled", at);
                }
                if (module.functionType(function).isEmpty()) {
                    throw ModuleContext.invalid(
                            "unknown function " + Integer.toUnsignedString(function) + ": function index out of bounds",
                            at);
                }
                module.declaredFunctions.add(function);
                yield new ConstExpr.RefFunc(function);
            }
            default -> throw nonConstant(opcode, reader, at);
        };
    }

    /** The type behind {@code ref.null}. */
    static ValType heapType(ByteReader reader) throws ModuleException {
        int at = reader.position();
        return switch (reader.u8()) {
            case 0x70 -> ValType.FUNCREF;
            case 0x6F -> ValType.EXTERNREF;
            default -> throw ByteReader.malformed("invalid heap type", at);
        };
    }

    private static ConstExpr global(int index, ModuleContext module, int at) throws ModuleException {
        if (Integer.compareUnsigned(index, module.globals.size()) >= 0) {
            throw ModuleContext.invalid(
                    "unknown global " + Integer.toUnsignedString(index) + ": global index out of bounds", at);
        }
        ExternType.Global global = module.globals.get(index);
        if (index >= module.globals.size() - module.definedGlobals.size()) {
            throw ModuleContext.invalid("constant expression required: global.get of locally defined global", at);
        }
        if (global.mutable()) {
            throw ModuleContext.invalid("constant expression required: global.get of mutable global", at);
        }
        return new ConstExpr.GlobalGet(index);
    }

    /** An operator that can't stand here; one that does not exist at all is malformed rather than invalid. */
    private static ModuleException nonConstant(int opcode, ByteReader reader, int at) {
        try {
            new OperatorReader(reader).readImmediates(opcode, at);
        } catch (ModuleException malformed) {
            return malformed;
        }
        return ModuleContext.invalid(
                "constant expression required: non-constant operator: visit_"
                        + Opcode.text(opcode).replace('.', '_'),
                at);
    }

    private static ConstExpr single(List<ConstExpr> stack, ModuleContext module, ValType wanted, int at)
            throws ModuleException {
        if (stack.isEmpty()) {
            throw ModuleContext.invalid("type mismatch: expected " + wanted.text() + " but nothing on stack", at);
        }
        ConstExpr last = stack.getLast();
        ValType found = switch (last) {
            case ConstExpr.Const constant -> constant.type();
            case ConstExpr.GlobalGet global ->
                module.globals.get(global.index()).type();
            case ConstExpr.RefNull reference -> reference.type();
            case ConstExpr.RefFunc ignored -> ValType.FUNCREF;
        };
        if (found != wanted) {
            throw ModuleContext.invalid("type mismatch: expected " + wanted.text() + ", found " + found.text(), at);
        }
        if (stack.size() > 1) {
            throw ModuleContext.invalid("type mismatch: values remaining on stack at end of block", at);
        }
        return last;
    }
}
