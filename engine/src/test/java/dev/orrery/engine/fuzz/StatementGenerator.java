package dev.orrery.engine.fuzz;

import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.model.ValType;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Writes code that leaves the operand stack as it was, and the blocks around it. */
final class StatementGenerator {
    /** The block type without parameters and results. */
    private static final int EMPTY = 0x40;

    private static final int MAX_STATEMENTS = 6;
    private static final int MANY_LABELS = 300;

    /** Operators that give an i32; in dead code their operands come from nowhere. */
    private static final int[] POLYMORPHIC = {Opcode.I32_ADD, Opcode.I32_EQZ, Opcode.I64_LT_S};

    private final Scope scope;
    private final RandomGenerator random;
    private final CodeWriter out;
    private final ValueGenerator values;

    StatementGenerator(Scope scope) {
        this.scope = scope;
        this.random = scope.random;
        this.out = scope.out;
        this.values = new ValueGenerator(scope, this);
    }

    /** The whole function: statements until it is full, then its results. */
    void function(FuncType type) {
        for (int i = 0; i < scope.shape.wrapping(); i++) {
            out.op(random.nextBoolean() ? Opcode.BLOCK : Opcode.LOOP).raw(EMPTY);
            scope.open(List.of());
        }
        while (!scope.full()) {
            statement();
        }
        for (int i = 0; i < scope.shape.wrapping(); i++) {
            scope.close();
            out.op(Opcode.END);
        }
        values.values(type.results());
        out.op(Opcode.END);
    }

    /** The inside of a block up to and with its {@code end}. */
    void body(List<ValType> carried, List<ValType> results) {
        inside(carried, results);
        out.op(Opcode.END);
    }

    /** The then-part of an {@code if}; {@code rest} writes its {@code else} and {@code end}. */
    void body(List<ValType> carried, List<ValType> results, Runnable rest) {
        inside(carried, results);
        rest.run();
    }

    private void inside(List<ValType> carried, List<ValType> results) {
        scope.open(carried);
        statements();
        values.values(results);
        scope.close();
    }

    private void statements() {
        if (scope.labelCount() <= scope.shape.nesting() + scope.shape.wrapping()) {
            int count = random.nextInt(MAX_STATEMENTS);
            for (int i = 0; i < count && !scope.full(); i++) {
                statement();
            }
        }
    }

    private void statement() {
        int control = scope.shape.control();
        int memory = scope.shape.memory();
        int draw = random.nextInt(12 + 2 * control + memory);
        if (draw < 8) {
            assign(scope.numberType());
        } else if (draw < 10) {
            call();
        } else if (draw < 11) {
            values.value(scope.numberType());
            out.op(Opcode.DROP);
        } else if (draw < 12) {
            rare();
        } else if (draw < 12 + control) {
            block();
        } else if (draw < 12 + 2 * control) {
            branch();
        } else {
            store();
        }
    }

    private void assign(ValType type) {
        int[] globals = scope.plan.globalsOf(type, true);
        values.value(type);
        if (globals.length > 0 && scope.oneIn(4)) {
            out.op(Opcode.GLOBAL_SET).unsigned(scope.pick(globals));
        } else {
            consume(List.of(type));
        }
    }

    /** Takes values off the stack, into locals where there are some of their type. */
    private void consume(List<ValType> types) {
        for (ValType type : types.reversed()) {
            int[] locals = scope.localsOf(type);
            if (locals.length > 0 && !scope.oneIn(5)) {
                out.op(Opcode.LOCAL_SET).unsigned(scope.pick(locals));
            } else {
                out.op(Opcode.DROP);
            }
        }
    }

    private void call() {
        if (scope.oneIn(3)) {
            int function =
                    scope.plan.table().get(random.nextInt(scope.plan.table().size()));
            int type = scope.plan.functions().get(function);
            values.indirect(type);
            consume(scope.plan.types().get(type).results());
        } else {
            int function = random.nextInt(scope.plan.functions().size());
            values.values(scope.plan.function(function).params());
            out.op(Opcode.CALL).unsigned(function);
            consume(scope.plan.function(function).results());
        }
    }

    private void store() {
        int opcode = scope.pick(OperatorPool.stores());
        values.address();
        values.value(OperatorPool.signature(opcode).params().getLast());
        out.op(opcode);
        values.memoryArgument(opcode);
    }

    private void rare() {
        switch (random.nextInt(8)) {
            case 0 -> guarded(() -> out.op(Opcode.UNREACHABLE));
            case 1 -> range(Opcode.MEMORY_FILL, 0, -1);
            case 2 -> range(Opcode.MEMORY_COPY, 0, 0);
            case 3 -> range(Opcode.MEMORY_INIT, random.nextInt(scope.plan.dataSegments()), 0);
            case 4 -> {
                if (scope.oneIn(3)) {
                    out.op(Opcode.DATA_DROP).unsigned(random.nextInt(scope.plan.dataSegments()));
                }
            }
            case 5 -> {
                values.constant(ValType.I32, random.nextInt(scope.plan.tableSize() + 1));
                // Defined functions are exported, which declares them; imports may be undeclared.
                out.op(Opcode.REF_FUNC)
                        .unsigned(random.nextInt(
                                scope.plan.imports(), scope.plan.functions().size()));
                out.op(Opcode.TABLE_SET).unsigned(0);
            }
            case 6 -> {
                out.op(Opcode.REF_NULL).raw(ValType.FUNCREF.code());
                values.constant(ValType.I32, random.nextInt(3));
                out.op(Opcode.TABLE_GROW).unsigned(0);
                consume(List.of(ValType.I32));
            }
            default -> out.op(Opcode.NOP);
        }
    }

    /** A bulk operator with three operands and one or two index bytes. */
    private void range(int opcode, int first, int second) {
        values.address();
        values.constant(ValType.I32, random.nextInt(64));
        values.constant(
                ValType.I32,
                scope.oneIn(20) ? Constants.address(scope.plan.memoryPages(), random) : random.nextInt(40));
        out.op(opcode).unsigned(first);
        if (second >= 0) {
            out.unsigned(second);
        }
    }

    private void block() {
        int typeIndex = random.nextInt(scope.plan.types().size());
        FuncType type = scope.oneIn(3) ? scope.plan.types().get(typeIndex) : new FuncType(List.of(), List.of());
        boolean typed = !type.params().isEmpty() || !type.results().isEmpty();
        values.values(type.params());
        int opcode = switch (random.nextInt(5)) {
            case 0, 1 -> Opcode.BLOCK;
            case 2 -> Opcode.LOOP;
            default -> Opcode.IF;
        };
        if (opcode == Opcode.IF) {
            values.value(ValType.I32);
        }
        out.op(opcode);
        if (typed) {
            out.signed(typeIndex);
        } else {
            out.raw(EMPTY);
        }
        consume(type.params());
        if (opcode == Opcode.LOOP) {
            loop(type);
        } else if (opcode == Opcode.IF && (typed || random.nextBoolean())) {
            body(type.results(), type.results(), () -> {
                out.op(Opcode.ELSE);
                consume(type.params());
                body(type.results(), type.results());
            });
        } else {
            body(type.results(), type.results());
        }
        consume(type.results());
    }

    /** A loop that usually ends in a conditional branch back. */
    private void loop(FuncType type) {
        scope.open(type.params());
        statements();
        if (!scope.oneIn(4)) {
            values.values(type.params());
            values.value(ValType.I32);
            out.op(Opcode.BR_IF).unsigned(0);
            consume(type.params());
        }
        values.values(type.results());
        scope.close();
        out.op(Opcode.END);
    }

    private void branch() {
        switch (random.nextInt(8)) {
            case 0 ->
                guarded(() -> {
                    int depth = anyDepth();
                    values.values(scope.label(depth));
                    out.op(Opcode.BR).unsigned(depth);
                });
            case 1, 2 -> guarded(this::branchTable);
            case 3 ->
                guarded(() -> {
                    values.values(scope.label(scope.labelCount() - 1));
                    out.op(Opcode.RETURN);
                });
            default -> {
                int depth = anyDepth();
                List<ValType> carried = scope.label(depth);
                values.values(carried);
                values.value(ValType.I32);
                out.op(Opcode.BR_IF).unsigned(depth);
                consume(carried);
            }
        }
    }

    /** Mostly a near label. */
    private int anyDepth() {
        return random.nextInt(Math.min(scope.labelCount(), scope.oneIn(4) ? Integer.MAX_VALUE : 4));
    }

    /** Code that never falls through; mostly behind a condition, so that what follows is not always dead. */
    private void guarded(Runnable code) {
        boolean guard = !scope.oneIn(6);
        if (guard) {
            values.value(ValType.I32);
            out.op(Opcode.IF).raw(EMPTY);
            scope.open(List.of());
        }
        code.run();
        dead();
        if (guard) {
            scope.close();
            out.op(Opcode.END);
        }
    }

    private void branchTable() {
        List<ValType> carried = scope.label(anyDepth());
        int[] targets = IntStream.range(0, scope.labelCount())
                .filter(depth -> scope.label(depth).equals(carried))
                .toArray();
        values.values(carried);
        values.value(ValType.I32);
        int count = scope.oneIn(40) ? MANY_LABELS : random.nextInt(8);
        if (!scope.oneIn(4)) {
            values.constant(ValType.I32, count + 1);
            out.op(Opcode.I32_REM_U);
        }
        out.op(Opcode.BR_TABLE).unsigned(count);
        for (int i = 0; i <= count; i++) {
            out.unsigned(scope.pick(targets));
        }
    }

    /** Sometimes code that can't be reached, also such as takes operands from nowhere. */
    private void dead() {
        while (scope.oneIn(4)) {
            if (random.nextBoolean()) {
                out.op(scope.pick(POLYMORPHIC)).op(Opcode.DROP);
            } else {
                assign(scope.numberType());
            }
        }
    }
}
