package dev.orrery.javawasm.flow;

import dev.orrery.javawasm.tree.Block;
import dev.orrery.javawasm.tree.Node;
import dev.orrery.javawasm.tree.Statement;
import dev.orrery.javawasm.tree.Terminator;
import dev.orrery.javawasm.tree.Variable;
import dev.orrery.javawasm.wasm.Body;
import dev.orrery.javawasm.wasm.Function;
import dev.orrery.javawasm.wasm.Global;
import dev.orrery.javawasm.wasm.Instruction;
import dev.orrery.javawasm.wasm.Kind;
import dev.orrery.javawasm.wasm.Op;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Writes the blocks of a function as Wasm. Follows the dominator tree (N. Ramsey, "Beyond Relooper", 2022): a block that several
 * others jump to is put behind a Wasm block that ends where it begins; a loop header is put into a loop.
 */
public final class Lowering {
    private final Optional<Kind> result;
    private final FlowGraph graph;
    private final LocalAllocation locals;
    private final List<Instruction> out = new ArrayList<>();
    /** The open constructs, innermost first, by the block that a branch to them reaches. */
    private final Deque<Label> labels = new ArrayDeque<>();

    /** An {@code if} is no target of ours, but counts. */
    private record Label(Optional<Block> target) {}

    private Lowering(List<Variable> parameters, Optional<Kind> result, Block entry) {
        this.result = result;
        graph = new FlowGraph(entry);
        locals = new LocalAllocation(graph, parameters);
    }

    /** The body of a function with these parameters that begins with {@code entry}. */
    public static Body lower(List<Variable> parameters, Optional<Kind> result, Block entry) {
        return new Lowering(parameters, result, entry).lower();
    }

    private Body lower() {
        tree(0);
        if (!out.isEmpty() && out.getLast().equals(new Instruction.Plain(Op.RETURN))) {
            out.removeLast();
        } else if (result.isPresent()) {
            // Validation cannot see that control never comes here.
            plain(Op.UNREACHABLE);
        }
        return new Body(locals.locals(), out);
    }

    private void tree(int block) {
        List<Integer> merges =
                graph.dominatedBy(block).stream().filter(graph::isMerge).toList();
        boolean loop = graph.isLoopHeader(block);
        if (loop) {
            for (int predecessor : graph.predecessors(block)) {
                if (predecessor >= block && !graph.dominates(block, predecessor)) {
                    throw new IllegalStateException("a loop with two entries");
                }
            }
            open(new Instruction.Loop(), Optional.of(graph.block(block)));
        }
        within(block, merges);
        if (loop) {
            close();
        }
    }

    /** The block itself behind as many opened constructs as there are merges, then the merges, in the order they follow. */
    private void within(int block, List<Integer> merges) {
        for (int merge : merges.reversed()) {
            open(new Instruction.Block(), Optional.of(graph.block(merge)));
        }
        content(graph.block(block));
        for (int merge : merges) {
            close();
            tree(merge);
        }
    }

    private void open(Instruction construct, Optional<Block> target) {
        out.add(construct);
        labels.push(new Label(target));
    }

    private void close() {
        out.add(new Instruction.End());
        labels.pop();
    }

    private void content(Block block) {
        block.statements().forEach(this::statement);
        switch (block.terminator()) {
            case Terminator.Goto(Block target) -> jump(block, target);
            case Terminator.Branch(Node condition, Block target, Block otherwise) ->
                branch(block, condition, target, otherwise);
            case Terminator.Switch(Node index, List<Block> targets, Block otherwise) -> {
                node(index);
                out.add(new Instruction.BrTable(
                        targets.stream().map(this::depthOf).toList(), depthOf(otherwise)));
            }
            case Terminator.Return(Optional<Node> value) -> {
                value.ifPresent(this::node);
                plain(Op.RETURN);
            }
            case Terminator.Trap() -> plain(Op.UNREACHABLE);
        }
    }

    /** Whether control comes to the target from this one place only, so that its code can stand right there. */
    private boolean isInline(Block from, Block target) {
        int number = graph.number(target);
        return number > graph.number(from) && !graph.isMerge(number);
    }

    private void jump(Block from, Block target) {
        if (isInline(from, target)) {
            tree(graph.number(target));
        } else {
            out.add(new Instruction.Br(depthOf(target)));
        }
    }

    private void branch(Block from, Node condition, Block target, Block otherwise) {
        if (!isInline(from, target)) {
            node(condition);
            out.add(new Instruction.BrIf(depthOf(target)));
            jump(from, otherwise);
        } else if (!isInline(from, otherwise)) {
            node(Conditions.negated(condition));
            out.add(new Instruction.BrIf(depthOf(otherwise)));
            jump(from, target);
        } else {
            node(condition);
            open(new Instruction.If(Optional.empty()), Optional.empty());
            jump(from, target);
            close();
            jump(from, otherwise);
        }
    }

    private int depthOf(Block target) {
        int depth = 0;
        for (Label label : labels) {
            if (label.target().isPresent() && label.target().get() == target) {
                return depth;
            }
            depth++;
        }
        throw new IllegalStateException("no construct around the jump ends at its target");
    }

    private void statement(Statement statement) {
        switch (statement) {
            case Statement.Set(Variable variable, Node value) -> {
                int local = locals.localOf(variable);
                if (value instanceof Node.Read(Variable source) && locals.localOf(source) == local) {
                    return;
                }
                node(value);
                out.add(new Instruction.SetLocal(local));
            }
            case Statement.SetGlobal(Global global, Node value) -> {
                node(value);
                out.add(new Instruction.SetGlobal(global));
            }
            case Statement.Store(Op op, int offset, Node address, Node value) -> {
                node(address);
                node(value);
                out.add(new Instruction.Access(op, offset));
            }
            case Statement.Evaluate(Node value) -> {
                node(value);
                if (!(value instanceof Node.Call(Function function, var _))
                        || function.signature().result().isPresent()) {
                    plain(Op.DROP);
                }
            }
            case Statement.ReturnIf(Global global) -> {
                // The label of the function itself takes its result.
                result.ifPresent(
                        kind -> out.add(kind == Kind.I64 ? new Instruction.Const64(0) : new Instruction.Const32(0)));
                out.add(new Instruction.GetGlobal(global));
                out.add(new Instruction.BrIf(labels.size()));
                result.ifPresent(_ -> plain(Op.DROP));
            }
        }
    }

    private void node(Node node) {
        node.children().forEach(this::node);
        out.add(
                switch (node) {
                    case Node.Const32(int value) -> new Instruction.Const32(value);
                    case Node.Const64(long value) -> new Instruction.Const64(value);
                    case Node.Read(Variable variable) -> new Instruction.GetLocal(locals.localOf(variable));
                    case Node.ReadGlobal(Global global) -> new Instruction.GetGlobal(global);
                    case Node.Load(Op op, int offset, var _) -> new Instruction.Access(op, offset);
                    case Node.Operation(Op op, var _) -> new Instruction.Plain(op);
                    case Node.Call(Function function, var _) -> new Instruction.Call(function);
                });
    }

    private void plain(Op op) {
        out.add(new Instruction.Plain(op));
    }
}
