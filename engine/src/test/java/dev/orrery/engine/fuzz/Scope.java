package dev.orrery.engine.fuzz;

import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.ValType;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The function that is being generated: its locals, its open labels, and how much may still be written. */
final class Scope {
    final Plan plan;
    final Shape shape;
    final RandomGenerator random;
    final CodeWriter out;

    private final List<ValType> locals;

    /** What a branch to each open label carries, the function's own first. */
    private final List<List<ValType>> labels = new ArrayList<>();

    private final int limit;

    Scope(Plan plan, Shape shape, RandomGenerator random, FuncType type, List<ValType> locals, int operators) {
        this.plan = plan;
        this.shape = shape;
        this.random = random;
        this.out = new CodeWriter();
        this.locals = locals;
        this.limit = operators;
        labels.add(type.results());
    }

    /** Whether the function has reached its size; from then on only what is needed to close it is written. */
    boolean full() {
        return out.operators() >= limit;
    }

    boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }

    int pick(int[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** A number type, weighted by the shape. */
    ValType numberType() {
        int draw = random.nextInt(8 + shape.floats());
        if (draw < 5) {
            return ValType.I32;
        }
        if (draw < 8) {
            return ValType.I64;
        }
        return random.nextBoolean() ? ValType.F32 : ValType.F64;
    }

    int[] localsOf(ValType type) {
        return IntStream.range(0, locals.size())
                .filter(index -> locals.get(index) == type)
                .toArray();
    }

    void open(List<ValType> carried) {
        labels.add(carried);
    }

    void close() {
        labels.removeLast();
    }

    int labelCount() {
        return labels.size();
    }

    /** What a branch to the label {@code depth} blocks out carries. */
    List<ValType> label(int depth) {
        return labels.get(labels.size() - 1 - depth);
    }
}
