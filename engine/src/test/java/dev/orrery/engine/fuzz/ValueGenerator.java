package dev.orrery.engine.fuzz;

import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.model.ValType;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Writes code that pushes one value of a wanted type. */
final class ValueGenerator {
    private static final int MAX_DEPTH = 7;

    private final Scope scope;
    private final RandomGenerator random;
    private final CodeWriter out;
    private final StatementGenerator statements;

    ValueGenerator(Scope scope, StatementGenerator statements) {
        this.scope = scope;
        this.random = scope.random;
        this.out = scope.out;
        this.statements = statements;
    }

    void values(List<ValType> types) {
        types.forEach(this::value);
    }

    void value(ValType type) {
        value(type, 0);
    }

    private void value(ValType type, int depth) {
        if (depth >= MAX_DEPTH || scope.full() || scope.oneIn(5)) {
            leaf(type);
            return;
        }
        int memory = scope.shape.memory();
        int control = scope.shape.control();
        int draw = random.nextInt(24 + memory + control);
        if (draw < 14) {
            pure(type, depth);
        } else if (draw < 17) {
            leaf(type);
        } else if (draw < 19) {
            select(type, depth);
        } else if (draw < 21) {
            tee(type, depth);
        } else if (draw < 24) {
            call(type, depth);
        } else if (draw < 24 + memory) {
            load(type);
        } else {
            block(type);
        }
    }

    private void leaf(ValType type) {
        int[] locals = scope.localsOf(type);
        int[] globals = scope.plan.globalsOf(type, false);
        int draw = random.nextInt(10);
        if (draw < 6 && locals.length > 0) {
            out.op(Opcode.LOCAL_GET).unsigned(scope.pick(locals));
        } else if (draw < 7 && globals.length > 0) {
            out.op(Opcode.GLOBAL_GET).unsigned(scope.pick(globals));
        } else if (draw < 8 && type == ValType.I32 && scope.oneIn(3)) {
            state();
        } else {
            constant(type, Constants.number(type, random));
        }
    }

    /** An i32 that tells something about memory or table. */
    private void state() {
        switch (random.nextInt(4)) {
            case 0 -> out.op(Opcode.MEMORY_SIZE).raw(0);
            case 1 -> {
                constant(ValType.I32, random.nextInt(3));
                out.op(Opcode.MEMORY_GROW).raw(0);
            }
            case 2 -> out.op(Opcode.TABLE_SIZE).unsigned(0);
            default -> {
                constant(ValType.I32, random.nextInt(scope.plan.tableSize() + 1));
                out.op(Opcode.TABLE_GET).unsigned(0).op(Opcode.REF_IS_NULL);
            }
        }
    }

    void constant(ValType type, long bits) {
        switch (type) {
            // Addresses come as unsigned numbers, the format wants them signed.
            case I32 -> out.op(Opcode.I32_CONST).signed(bits << Integer.SIZE >> Integer.SIZE);
            case I64 -> out.op(Opcode.I64_CONST).signed(bits);
            case F32 -> out.op(Opcode.F32_CONST).fixed(bits, Float.BYTES);
            case F64 -> out.op(Opcode.F64_CONST).fixed(bits, Double.BYTES);
            default -> throw new IllegalArgumentException(type.text());
        }
    }

    private void pure(ValType type, int depth) {
        int opcode = scope.pick(OperatorPool.pure(type));
        if (OperatorPool.mayTrap(opcode) && !scope.oneIn(8)) {
            opcode = scope.pick(OperatorPool.pure(type));
        }
        for (ValType param : OperatorPool.signature(opcode).params()) {
            value(param, depth + 1);
        }
        out.op(opcode);
    }

    private void select(ValType type, int depth) {
        value(type, depth + 1);
        value(type, depth + 1);
        value(ValType.I32, depth + 1);
        if (scope.oneIn(4)) {
            out.op(Opcode.SELECT_T).unsigned(1).raw(type.code());
        } else {
            out.op(Opcode.SELECT);
        }
    }

    private void tee(ValType type, int depth) {
        int[] locals = scope.localsOf(type);
        value(type, depth + 1);
        if (locals.length > 0) {
            out.op(Opcode.LOCAL_TEE).unsigned(scope.pick(locals));
        }
    }

    private void call(ValType type, int depth) {
        int[] functions = scope.plan.functionsReturning(List.of(type));
        int[] types = Arrays.stream(scope.plan.typesReturning(List.of(type)))
                .filter(index -> scope.oneIn(20)
                        || scope.plan.elementsOf(scope.plan.types().get(index)).length > 0)
                .toArray();
        if (scope.oneIn(3) && types.length > 0) {
            indirect(scope.pick(types));
        } else if (functions.length > 0) {
            int function = scope.pick(functions);
            scope.plan.function(function).params().forEach(param -> value(param, depth + 2));
            out.op(Opcode.CALL).unsigned(function);
        } else {
            leaf(type);
        }
    }

    void indirect(int type) {
        values(scope.plan.types().get(type).params());
        int[] fitting = scope.plan.elementsOf(scope.plan.types().get(type));
        boolean any = fitting.length == 0 || scope.oneIn(10);
        constant(ValType.I32, any ? random.nextInt(scope.plan.tableSize() + 2) : scope.pick(fitting));
        out.op(Opcode.CALL_INDIRECT).unsigned(type).unsigned(0);
    }

    private void load(ValType type) {
        int opcode = scope.pick(OperatorPool.loads(type));
        address();
        out.op(opcode);
        memoryArgument(opcode);
    }

    /** An i32 that is often a good address. */
    void address() {
        if (scope.oneIn(15)) {
            value(ValType.I32);
        } else if (scope.oneIn(3)) {
            value(ValType.I32);
            constant(ValType.I32, 0x3FFF);
            out.op(Opcode.I32_AND);
        } else {
            constant(ValType.I32, Constants.address(scope.plan.memoryPages(), random));
        }
    }

    void memoryArgument(int opcode) {
        long offset = scope.oneIn(20) ? Constants.address(scope.plan.memoryPages(), random) : random.nextInt(64);
        out.unsigned(random.nextInt(OperatorPool.naturalAlignment(opcode) + 1)).unsigned(offset);
    }

    /** A block, loop or if that leaves the value. */
    private void block(ValType type) {
        List<ValType> results = List.of(type);
        switch (random.nextInt(3)) {
            case 0 -> {
                out.op(Opcode.BLOCK).raw(type.code());
                statements.body(results, results);
            }
            case 1 -> {
                out.op(Opcode.LOOP).raw(type.code());
                statements.body(List.of(), results);
            }
            default -> {
                value(ValType.I32);
                out.op(Opcode.IF).raw(type.code());
                statements.body(results, results, () -> {
                    out.op(Opcode.ELSE);
                    statements.body(results, results);
                });
            }
        }
    }
}
