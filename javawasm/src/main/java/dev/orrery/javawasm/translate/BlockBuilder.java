package dev.orrery.javawasm.translate;

import dev.orrery.javawasm.tree.Block;
import dev.orrery.javawasm.tree.Effects;
import dev.orrery.javawasm.tree.Node;
import dev.orrery.javawasm.tree.Statement;
import dev.orrery.javawasm.tree.Variable;
import dev.orrery.javawasm.wasm.Kind;
import dev.orrery.javawasm.wasm.Op;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A block while its bytecode is read. The JVM's operand stack holds expressions that are evaluated only where they are used;
 * before a statement is added, those that would notice the difference are put into variables.
 */
final class BlockBuilder {
    private final Block block;
    private final List<Node> stack = new ArrayList<>();
    /** Classes that this block has initialized already. */
    private final Set<String> initialized = new HashSet<>();

    BlockBuilder(Block block) {
        this.block = block;
    }

    Block block() {
        return block;
    }

    /** Whether this is the first time that the block asks. */
    boolean initializes(String type) {
        return initialized.add(type);
    }

    void push(Node node) {
        stack.add(node);
    }

    Node pop() {
        return stack.removeLast();
    }

    /** The top of the stack, lowest first. */
    List<Node> pop(int count) {
        List<Node> top = stack.subList(stack.size() - count, stack.size());
        List<Node> popped = List.copyOf(top);
        top.clear();
        return popped;
    }

    Node popAtom() {
        return popAtoms(1).getFirst();
    }

    /** The top of the stack as variables and constants, which may be used more than once. */
    List<Node> popAtoms(int count) {
        for (int i = stack.size() - count; i < stack.size(); i++) {
            if (!stack.get(i).isAtom()) {
                Variable variable = new Variable(kindOf(stack.get(i)));
                add(new Statement.Set(variable, stack.get(i)), i);
                stack.set(i, new Node.Read(variable));
            }
        }
        return pop(count);
    }

    Kind topKind() {
        return kindOf(stack.getLast());
    }

    int depth() {
        return stack.size();
    }

    void add(Statement statement) {
        boolean useless = statement instanceof Statement.Evaluate(Node value) && value.isTotal();
        if (!useless) {
            add(statement, stack.size());
        }
    }

    /** Adds a statement that comes after the lowest {@code pending} expressions of the stack, and before all others. */
    private void add(Statement statement, int pending) {
        Effects passed = Effects.of(statement);
        List<Integer> moved = new ArrayList<>();
        for (int i = pending - 1; i >= 0; i--) {
            Effects effects = Effects.of(stack.get(i));
            if (effects.interferesWith(passed)) {
                moved.add(i);
                passed = passed.and(effects);
            }
        }
        for (int i : moved.reversed()) {
            Variable variable = new Variable(kindOf(stack.get(i)));
            block.add(new Statement.Set(variable, stack.get(i)));
            stack.set(i, new Node.Read(variable));
        }
        block.add(statement);
    }

    /** Puts the stack into these variables, one for each place from the lowest; what is above stays. */
    void flush(List<Variable> places) {
        for (int i = 0; i < places.size(); i++) {
            Variable place = places.get(i);
            if (stack.get(i) instanceof Node.Read(Variable variable) && variable == place) {
                continue;
            }
            if (isReadAbove(i, place)) {
                saveFrom(i);
            }
            block.add(new Statement.Set(place, stack.get(i)));
            stack.set(i, new Node.Read(place));
        }
    }

    private boolean isReadAbove(int index, Variable place) {
        return stack.subList(index + 1, stack.size()).stream()
                .anyMatch(node -> Effects.of(node).variablesRead().contains(place));
    }

    private void saveFrom(int index) {
        for (int i = index; i < stack.size(); i++) {
            Variable variable = new Variable(kindOf(stack.get(i)));
            block.add(new Statement.Set(variable, stack.get(i)));
            stack.set(i, new Node.Read(variable));
        }
    }

    List<Kind> kinds() {
        return stack.stream().map(BlockBuilder::kindOf).toList();
    }

    static Kind kindOf(Node node) {
        return switch (node) {
            case Node.Const32 _ -> Kind.I32;
            case Node.Const64 _ -> Kind.I64;
            case Node.Read(Variable variable) -> variable.kind();
            case Node.ReadGlobal(var global) -> global.kind();
            case Node.Load(var op, var _, var _) -> op.result();
            case Node.Operation(var op, var operands) -> op == Op.SELECT ? kindOf(operands.getFirst()) : op.result();
            case Node.Call(var function, var _) -> function.signature().result().orElseThrow();
        };
    }
}
