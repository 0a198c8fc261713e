package dev.orrery.engine.compile;

import static dev.orrery.engine.model.Opcode.*;

import dev.orrery.engine.model.ConstExpr;
import dev.orrery.engine.model.ExternType;
import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.Nan;
import dev.orrery.engine.model.ValType;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Optional;

/** Walks the operators of one region and has each emitted by the emitter of its family. */
final class BodyEmitter {
    private static final MethodTypeDesc FUNCTION_REF =
            MethodTypeDesc.ofDescriptor("(I)Ldev/orrery/engine/run/FunctionRef;");
    private static final MethodTypeDesc UNREACHABLE_TRAP = MethodTypeDesc.ofDescriptor("()Ldev/orrery/engine/Trap;");
    private static final MethodTypeDesc IS_NULL = MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object);

    private final Emission out;
    private final CodeBuilder code;
    private final Operands operands;
    private final FunctionShape shape;
    private final FunctionBody body;
    private final Flow flow;
    private final ModuleContext context;
    private final MemoryEmitter memory;
    private final BranchEmitter branches;
    private final CallEmitter calls;
    private final TableEmitter tables;
    private Condition condition = new Condition(Condition.VALUE);

    BodyEmitter(Emission out, FunctionShape shape, Flow flow, ModuleContext context) {
        this.out = out;
        this.code = out.code;
        this.operands = out.operands;
        this.shape = shape;
        this.body = shape.body();
        this.flow = flow;
        this.context = context;
        this.memory = new MemoryEmitter(out, context.memoryAccesses());
        this.branches = new BranchEmitter(out, flow, shape, context);
        this.calls = new CallEmitter(out, shape, context);
        this.tables = new TableEmitter(out);
    }

    /** Emits the region; what follows it in the body must be left explicitly if it can be reached. */
    void emit() {
        for (int i = out.region.from(); i < out.region.to(); i++) {
            settle(i);
            if (flow.live(i)) {
                if (out.wanted(i)) {
                    out.bind(i);
                }
                if (shape.charges()[i] > 0 || writes(body.opcode(i))) {
                    out.written();
                }
                out.charge(shape.charges()[i]);
                if (!isCall(body.opcode(i))) {
                    FunctionCompiler.checkStack(code, out.slots, shape.stack().taken()[i]);
                }
                emit(i, body.opcode(i));
            }
        }
        int to = out.region.to();
        settle(to);
        if (to < body.size() && flow.live(to) && fallsInto(to)) {
            branches.jump(to);
        }
        out.written();
    }

    private static boolean isCall(int opcode) {
        return opcode == CALL || opcode == CALL_INDIRECT;
    }

    /** Whether an operator is sure to have code of its own. */
    private static boolean writes(int opcode) {
        return switch (opcode) {
            case NOP, BLOCK, LOOP, END -> false;
            default -> true;
        };
    }

    /** Sets the operands right at a position behind a block's border, however control gets there. */
    private void settle(int position) {
        if (position == 0 || position == body.size() || !flow.live(position)) {
            return;
        }
        int before = position - 1;
        switch (body.opcode(before)) {
            case ELSE ->
                operands.reset(
                        flow.low(flow.block(before)),
                        flow.blockType(flow.block(before)).params());
            case END ->
                operands.reset(
                        flow.low(flow.block(before)),
                        flow.blockType(flow.block(before)).results());
            default -> {}
        }
    }

    /** Whether control gets to a position from the operator right before it. */
    private boolean fallsInto(int position) {
        int before = position - 1;
        if (!flow.live(before)) {
            return false;
        }
        return switch (body.opcode(before)) {
            case BR, BR_TABLE, RETURN, UNREACHABLE, ELSE -> false;
            default -> true;
        };
    }

    private void emit(int i, int opcode) {
        long immediate = body.immediate(i);
        switch (opcode) {
            case NOP -> {}
            case UNREACHABLE ->
                code.invokestatic(Names.TRAPS, "unreachable", UNREACHABLE_TRAP).athrow();
            case BLOCK -> operands.reset(flow.low(i), flow.blockType(i).params());
            case LOOP -> {
                operands.reset(flow.low(i), flow.blockType(i).params());
                if (flow.branched(i) && out.region.contains(i + 1)) {
                    out.label(i + 1);
                }
            }
            case IF -> {
                Condition decision = takeCondition();
                branches.unless(decision, flow.otherwise(i));
                operands.reset(flow.low(i), flow.blockType(i).params());
            }
            case ELSE -> branches.jump(flow.end(flow.block(i)) + 1);
            case END -> {
                if (flow.block(i) == Flow.FUNCTION) {
                    branches.branch(Flow.FUNCTION);
                }
            }
            case BR, RETURN -> branches.branch(flow.block(i));
            case BR_IF -> branches.branchIf(takeCondition(), flow.block(i));
            case BR_TABLE -> {
                operands.pop();
                branches.table(flow.tableBlocks(i));
            }
            case CALL -> calls.direct(i, (int) immediate);
            case CALL_INDIRECT -> calls.indirect(i, (int) immediate, (int) (immediate >>> 32));
            case DROP -> out.pop(operands.pop());
            case SELECT, SELECT_T -> select();
            case LOCAL_GET -> {
                ValType type = body.local((int) immediate);
                out.load(type, out.slots.local((int) immediate));
                operands.push(type);
            }
            case LOCAL_SET -> out.store(operands.pop(), out.slots.local((int) immediate));
            case LOCAL_TEE -> tee((int) immediate);
            case GLOBAL_GET -> globalGet((int) immediate);
            case GLOBAL_SET -> globalSet((int) immediate);
            case REF_NULL -> {
                code.aconst_null();
                operands.push(immediate == ValType.EXTERNREF.code() ? ValType.EXTERNREF : ValType.FUNCREF);
            }
            case REF_IS_NULL -> {
                code.invokestatic(Names.INTEGER_MATH, "isNull", IS_NULL);
                operands.pop();
                operands.push(ValType.I32);
            }
            case REF_FUNC -> {
                code.aload(out.slots.instance)
                        .loadConstant((int) immediate)
                        .invokevirtual(Names.INSTANCE, "functionRef", FUNCTION_REF);
                operands.push(ValType.FUNCREF);
            }
            case TABLE_GET, TABLE_SET, TABLE_GROW, TABLE_FILL, TABLE_SIZE, TABLE_COPY, TABLE_INIT, ELEM_DROP ->
                tables.emit(opcode, immediate, context.types());
            case I32_CONST, I64_CONST, F32_CONST, F64_CONST -> {
                NumericEmitter.constant(code, opcode, immediate);
                operands.push(OperatorTypes.of(opcode).results().getFirst());
            }
            default -> typed(i, opcode, immediate);
        }
    }

    /** Operators whose types depend on nothing but the opcode. */
    private void typed(int i, int opcode, long immediate) {
        if (decides(i, opcode)) {
            condition = new Condition(opcode);
            return;
        }
        OperatorTypes types = OperatorTypes.of(opcode);
        boolean wasPending = operands.height() > 0 && operands.topPending();
        if (opcode >= I32_LOAD && opcode <= I64_LOAD32_U) {
            memory.load(opcode, immediate);
        } else if (opcode >= I32_STORE && opcode <= I64_STORE32) {
            memory.store(opcode, immediate);
        } else if (opcode == MEMORY_SIZE || opcode == MEMORY_GROW || opcode >= MEMORY_INIT) {
            memory.whole(opcode, immediate);
        } else {
            NumericEmitter.emit(code, opcode);
        }
        operands.pop(types.operands().size());
        if (!types.results().isEmpty()) {
            push(i, opcode, types.results().getFirst(), wasPending);
        }
    }

    private void push(int i, int opcode, ValType result, boolean wasPending) {
        Nan nan = context.canonicalNans() ? Nan.of(opcode) : Nan.PLAIN;
        boolean pending = nan == Nan.MAKES || (nan == Nan.KEEPS && wasPending);
        if (pending && opcode != F32_ABS && opcode != F64_ABS && !swallowsNan(i + 1)) {
            NumericEmitter.canonicalise(code, result);
        }
        operands.push(result, pending);
    }

    /** Whether the operator takes the float before it and shows nothing of a NaN's bits. */
    private boolean swallowsNan(int next) {
        return next < out.region.to() && flow.live(next) && Nan.of(body.opcode(next)) == Nan.MAKES;
    }

    /** Whether operator {@code i} is a comparison that the branch behind it can take over. */
    private boolean decides(int i, int opcode) {
        if (!Condition.canDecide(opcode) || i + 1 >= out.region.to()) {
            return false;
        }
        int next = body.opcode(i + 1);
        return next == BR_IF || next == IF;
    }

    /** What decides the branch; its operands leave the stack, and the comparison is emitted by the branch. */
    private Condition takeCondition() {
        Condition decision = condition;
        condition = new Condition(Condition.VALUE);
        operands.pop(
                decision.opcode() == Condition.VALUE
                        ? 1
                        : OperatorTypes.of(decision.opcode()).operands().size());
        return decision;
    }

    private void select() {
        operands.pop();
        operands.pop();
        ValType type = operands.pop();
        code.invokestatic(
                Names.INTEGER_MATH,
                "select",
                MethodTypeDesc.of(Jvm.type(type), Jvm.type(type), Jvm.type(type), ConstantDescs.CD_int));
        operands.push(type);
    }

    private void tee(int local) {
        if (Jvm.slots(operands.top()) == 2) {
            code.dup2();
        } else {
            code.dup();
        }
        out.store(operands.top(), out.slots.local(local));
    }

    private void globalGet(int index) {
        ExternType.Global global = context.types().global(index);
        Optional<ConstExpr.Const> known = context.constant(index);
        if (known.isPresent()) {
            int opcode = switch (global.type()) {
                case I32 -> I32_CONST;
                case I64 -> I64_CONST;
                case F32 -> F32_CONST;
                default -> F64_CONST;
            };
            NumericEmitter.constant(code, opcode, known.get().bits());
        } else {
            code.aload(out.slots.instance)
                    .getfield(Names.INSTANCE, "globals", Names.GLOBAL.arrayType())
                    .loadConstant(index)
                    .aaload();
            if (global.type().isReference()) {
                code.getfield(Names.GLOBAL, "reference", ConstantDescs.CD_Object);
            } else {
                code.getfield(Names.GLOBAL, "bits", ConstantDescs.CD_long);
                Jvm.fromBits(code, global.type());
            }
        }
        operands.push(global.type());
    }

    private void globalSet(int index) {
        code.aload(out.slots.instance)
                .loadConstant(index)
                .invokestatic(
                        Names.ACCESS,
                        "setGlobal",
                        MethodTypeDesc.of(
                                ConstantDescs.CD_void, Jvm.type(operands.pop()), Names.INSTANCE, ConstantDescs.CD_int));
    }
}
