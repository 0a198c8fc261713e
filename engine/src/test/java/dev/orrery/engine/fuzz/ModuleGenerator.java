package dev.orrery.engine.fuzz;

import dev.orrery.engine.model.ExternType;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.model.ValType;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes valid modules: one memory, one table, globals of each type, the imports of {@link FuzzHost}, and functions that a
 * {@link Shape} describes. The same seed always gives the same bytes.
 */
final class ModuleGenerator {
    private static final byte[] HEADER = {0, 'a', 's', 'm', 1, 0, 0, 0};
    private static final List<ValType> NUMBERS = List.of(ValType.I32, ValType.I64, ValType.F32, ValType.F64);

    private static final int TYPE = 1;
    private static final int IMPORT = 2;
    private static final int FUNCTION = 3;
    private static final int TABLE = 4;
    private static final int MEMORY = 5;
    private static final int GLOBAL = 6;
    private static final int EXPORT = 7;
    private static final int START = 8;
    private static final int ELEMENT = 9;
    private static final int CODE = 10;
    private static final int DATA = 11;
    private static final int DATA_COUNT = 12;

    /** First table elements without a function. */
    private static final int TABLE_ROOM = 4;

    private static final int PASSIVE_SEGMENTS = 2;
    private static final int MAX_DATA_BYTES = 40;
    private static final int MANY_PARAMS = 40;

    private final RandomGenerator random;
    private final Shape shape;
    private final Plan plan;

    private ModuleGenerator(long seed) {
        this.random = new SplittableRandom(seed);
        this.shape = Shape.random(random);
        this.plan = plan();
    }

    /** A module with what is known of it. */
    record Generated(long seed, Shape shape, byte[] wasm, int imports, int functions) {}

    static Generated generate(long seed) {
        ModuleGenerator generator = new ModuleGenerator(seed);
        byte[] wasm = generator.module();
        return new Generated(
                seed,
                generator.shape,
                wasm,
                generator.plan.imports(),
                generator.plan.functions().size());
    }

    private Plan plan() {
        List<FuncType> types = new ArrayList<>();
        List<Integer> functions = new ArrayList<>();
        for (FuncType imported : FuzzHost.TYPES) {
            functions.add(index(types, imported));
        }
        for (int i = 0; i < shape.functions(); i++) {
            functions.add(index(types, functionType()));
        }
        List<ExternType.Global> globals = new ArrayList<>();
        NUMBERS.forEach(type -> globals.add(new ExternType.Global(type, true)));
        NUMBERS.forEach(type -> globals.add(new ExternType.Global(type, random.nextBoolean())));
        return new Plan(
                List.copyOf(types),
                List.copyOf(functions),
                FuzzHost.TYPES.size(),
                List.copyOf(globals),
                random.ints(random.nextInt(1, 20), 0, functions.size()).boxed().toList(),
                random.nextInt(1, 4),
                PASSIVE_SEGMENTS);
    }

    private static int index(List<FuncType> types, FuncType type) {
        if (!types.contains(type)) {
            types.add(type);
        }
        return types.indexOf(type);
    }

    private FuncType functionType() {
        int params = random.nextInt(20) == 0 ? random.nextInt(MANY_PARAMS) : random.nextInt(4);
        int results = random.nextInt(6) == 0 ? random.nextInt(4) : random.nextInt(2);
        return new FuncType(numbers(params), numbers(results));
    }

    private List<ValType> numbers(int count) {
        return Stream.generate(() -> NUMBERS.get(random.nextInt(NUMBERS.size())))
                .limit(count)
                .toList();
    }

    private byte[] module() {
        CodeWriter out = new CodeWriter().bytes(HEADER);
        out.section(TYPE, types());
        out.section(IMPORT, imports());
        out.section(FUNCTION, functions());
        out.section(TABLE, table());
        out.section(MEMORY, new CodeWriter().unsigned(1).raw(0).unsigned(plan.memoryPages()));
        out.section(GLOBAL, globals());
        out.section(EXPORT, exports());
        start(out);
        out.section(ELEMENT, elements());
        out.section(DATA_COUNT, new CodeWriter().unsigned(PASSIVE_SEGMENTS + 1));
        out.section(CODE, code());
        out.section(DATA, data());
        return out.toByteArray();
    }

    private CodeWriter types() {
        CodeWriter out = new CodeWriter().unsigned(plan.types().size());
        plan.types().forEach(type -> out.raw(0x60).types(type.params()).types(type.results()));
        return out;
    }

    private CodeWriter imports() {
        CodeWriter out = new CodeWriter().unsigned(plan.imports());
        for (int i = 0; i < plan.imports(); i++) {
            out.name(FuzzHost.MODULE)
                    .name(FuzzHost.name(i))
                    .raw(0)
                    .unsigned(plan.functions().get(i));
        }
        return out;
    }

    private CodeWriter functions() {
        List<Integer> defined =
                plan.functions().subList(plan.imports(), plan.functions().size());
        CodeWriter out = new CodeWriter().unsigned(defined.size());
        defined.forEach(out::unsigned);
        return out;
    }

    private CodeWriter table() {
        return new CodeWriter()
                .unsigned(1)
                .raw(ValType.FUNCREF.code())
                .raw(1)
                .unsigned(plan.tableSize())
                .unsigned(plan.tableSize() + TABLE_ROOM);
    }

    private CodeWriter globals() {
        CodeWriter out = new CodeWriter().unsigned(plan.globals().size());
        for (ExternType.Global global : plan.globals()) {
            out.raw(global.type().code()).raw(global.mutable() ? 1 : 0);
            long bits = Constants.number(global.type(), random);
            switch (global.type()) {
                case I32 -> out.op(Opcode.I32_CONST).signed(bits);
                case I64 -> out.op(Opcode.I64_CONST).signed(bits);
                case F32 -> out.op(Opcode.F32_CONST).fixed(bits, Float.BYTES);
                default -> out.op(Opcode.F64_CONST).fixed(bits, Double.BYTES);
            }
            out.op(Opcode.END);
        }
        return out;
    }

    private CodeWriter exports() {
        CodeWriter out = new CodeWriter()
                .unsigned(plan.functions().size()
                        - plan.imports()
                        + 2
                        + plan.globals().size());
        for (int i = plan.imports(); i < plan.functions().size(); i++) {
            out.name("f" + i).raw(0).unsigned(i);
        }
        out.name("table").raw(1).unsigned(0);
        out.name("memory").raw(2).unsigned(0);
        for (int i = 0; i < plan.globals().size(); i++) {
            out.name("g" + i).raw(3).unsigned(i);
        }
        return out;
    }

    /** Now and then a start function, if one has the type for it. */
    private void start(CodeWriter out) {
        IntStream.range(plan.imports(), plan.functions().size())
                .filter(index -> plan.function(index).equals(new FuncType(List.of(), List.of())))
                .limit(random.nextInt(4) == 0 ? 1 : 0)
                .forEach(index -> out.section(START, new CodeWriter().unsigned(index)));
    }

    private CodeWriter elements() {
        CodeWriter out = new CodeWriter().unsigned(1).raw(0);
        out.op(Opcode.I32_CONST).signed(1).op(Opcode.END).unsigned(plan.table().size());
        plan.table().forEach(out::unsigned);
        return out;
    }

    private CodeWriter code() {
        CodeWriter out = new CodeWriter().unsigned(plan.functions().size() - plan.imports());
        for (int i = plan.imports(); i < plan.functions().size(); i++) {
            out.vector(body(plan.function(i)));
        }
        return out;
    }

    private byte[] body(FuncType type) {
        List<ValType> declared = new ArrayList<>(NUMBERS);
        declared.addAll(numbers(shape.locals()));
        List<ValType> locals =
                Stream.concat(type.params().stream(), declared.stream()).toList();
        int operators = random.nextInt(shape.operators() / 2, shape.operators() + 1);
        Scope scope = new Scope(plan, shape, random, type, locals, operators);
        new StatementGenerator(scope).function(type);
        CodeWriter out = new CodeWriter().unsigned(declared.size());
        declared.forEach(local -> out.unsigned(1).raw(local.code()));
        return out.bytes(scope.out.toByteArray()).toByteArray();
    }

    private CodeWriter data() {
        CodeWriter out = new CodeWriter().unsigned(PASSIVE_SEGMENTS + 1);
        for (int i = 0; i < PASSIVE_SEGMENTS; i++) {
            out.raw(1).vector(bytes());
        }
        out.raw(0).op(Opcode.I32_CONST).signed(random.nextInt(1000)).op(Opcode.END);
        return out.vector(bytes());
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(MAX_DATA_BYTES)];
        random.nextBytes(bytes);
        return bytes;
    }
}
