package dev.orrery.engine.binary;

import dev.orrery.engine.Features.Feature;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.model.ConstExpr;
import dev.orrery.engine.model.ExternType;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.model.ValType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Constant expressions: Wasm spec 3.3.10 and 5.4.9. Each leaves exactly one value of the wanted type. It is found first,
 * which any operators may do, and judged once all that stands around it is read.
 */
final class ConstExprReader {
    /** Operators that would be constant under a proposal: wasmparser calls these by their own names. validator/core.rs. */
    private static final Map<String, String> CONSTANT_ELSEWHERE = Map.ofEntries(
            Map.entry("i32_add", "i32.add"),
            Map.entry("i32_sub", "i32.sub"),
            Map.entry("i32_mul", "i32.mul"),
            Map.entry("i64_add", "i64.add"),
            Map.entry("i64_sub", "i64.sub"),
            Map.entry("i64_mul", "i64.mul"),
            Map.entry("struct_new", "struct.new"),
            Map.entry("struct_new_default", "struct.new_default"),
            Map.entry("array_new", "array.new"),
            Map.entry("array_new_default", "array.new_default"),
            Map.entry("array_new_fixed", "array.new_fixed"),
            Map.entry("ref_i31", "ref.i31"),
            Map.entry("ref_i31_shared", "ref.i31_shared"));

    /** The type that {@code ref.func} leaves. wasmparser readers/core/types.rs: RefType::wat. */
    private static final String TYPED_REFERENCE = "(ref $type)";

    private ConstExprReader() {}

    /** Steps over an expression; returns a reader of it. It ends at the first {@code end}, whatever was opened before. */
    static ByteReader skip(ByteReader reader) throws ModuleException {
        int start = reader.position();
        OperatorReader operators = new OperatorReader(reader, true);
        int opcode;
        do {
            opcode = operators.read();
        } while (opcode != Opcode.END);
        return reader.between(start, reader.position());
    }

    /** Judges an expression that {@link #skip} found. */
    static ConstExpr validate(ByteReader expression, ModuleContext module, ValType wanted) throws ModuleException {
        OperatorReader operators = new OperatorReader(expression, true);
        List<ConstExpr> stack = new ArrayList<>();
        for (; ; ) {
            int at = expression.position();
            int opcode = operators.read();
            if (opcode == Opcode.END) {
                return single(stack, module, wanted, at);
            }
            stack.add(operator(opcode, operators, module, at));
        }
    }

    private static ConstExpr operator(int opcode, OperatorReader operators, ModuleContext module, int at)
            throws ModuleException {
        return switch (opcode) {
            case Opcode.I32_CONST -> new ConstExpr.Const(ValType.I32, operators.immediate());
            case Opcode.I64_CONST -> new ConstExpr.Const(ValType.I64, operators.immediate());
            case Opcode.F32_CONST -> new ConstExpr.Const(ValType.F32, operators.immediate());
            case Opcode.F64_CONST -> new ConstExpr.Const(ValType.F64, operators.immediate());
            case Opcode.GLOBAL_GET -> global((int) operators.immediate(), module, at);
            case Opcode.REF_NULL -> new ConstExpr.RefNull(operators.type().accept(module.features, at));
            case Opcode.REF_FUNC -> function((int) operators.immediate(), module, at);
            default -> throw nonConstant(opcode, operators, at);
        };
    }

    private static ConstExpr function(int function, ModuleContext module, int at) throws ModuleException {
        if (!module.codeSeen) {
            // Quirk: counts as declared even where it turns out not to exist.
            module.declaredFunctions.add(function);
        }
        if (!module.features.has(Feature.REFERENCE_TYPES)) {
            throw ModuleContext.invalid("reference types support is not enabled", at);
        }
        if (module.functionType(function).isEmpty()) {
            throw ModuleContext.invalid(
                    "unknown function " + Integer.toUnsignedString(function) + ": function index out of bounds", at);
        }
        if (!module.declared(function)) {
            throw ModuleContext.invalid("undeclared function reference", at);
        }
        return new ConstExpr.RefFunc(function);
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

    private static ModuleException nonConstant(int opcode, OperatorReader operators, int at) {
        String name = operators
                .foreign()
                .map(ForeignOperator::name)
                .orElseGet(() -> opcode == Opcode.SELECT_T
                        ? "typed_select"
                        : Opcode.text(opcode).replace('.', '_'));
        if (name.equals("v128_const")) {
            return ModuleContext.invalid("SIMD support is not enabled", at);
        }
        return ModuleContext.invalid(
                "constant expression required: non-constant operator: "
                        + CONSTANT_ELSEWHERE.getOrDefault(name, "visit_" + name),
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
            String text = last instanceof ConstExpr.RefFunc ? TYPED_REFERENCE : found.text();
            throw ModuleContext.invalid("type mismatch: expected " + wanted.text() + ", found " + text, at);
        }
        if (stack.size() > 1) {
            throw ModuleContext.invalid("type mismatch: values remaining on stack at end of block", at);
        }
        return last;
    }
}
