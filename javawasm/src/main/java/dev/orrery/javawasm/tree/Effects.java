package dev.orrery.javawasm.tree;

import dev.orrery.javawasm.wasm.Op;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a piece of code touches: whether two pieces may be evaluated in the other order. */
public record Effects(boolean reads, boolean writes, Set<Variable> variablesRead, Set<Variable> variablesWritten) {
    public static final Effects NONE = new Effects(false, false, Set.of(), Set.of());

    public static Effects of(Node node) {
        Effects own = switch (node) {
            case Node.Const32 _, Node.Const64 _ -> NONE;
            case Node.Read(Variable variable) -> new Effects(false, false, Set.of(variable), Set.of());
            case Node.ReadGlobal _, Node.Load _ -> new Effects(true, false, Set.of(), Set.of());
            // Growing is the one plain operation that changes something.
            case Node.Operation(Op op, var _) when op == Op.MEMORY_GROW -> new Effects(true, true, Set.of(), Set.of());
            case Node.Operation(Op op, var _) when op == Op.MEMORY_SIZE -> new Effects(true, false, Set.of(), Set.of());
            case Node.Operation _ -> NONE;
            case Node.Call _ -> new Effects(true, true, Set.of(), Set.of());
        };
        return own.andAll(node.children());
    }

    public static Effects of(Statement statement) {
        Effects own = switch (statement) {
            case Statement.Set(Variable variable, var _) -> new Effects(false, false, Set.of(), Set.of(variable));
            case Statement.SetGlobal _, Statement.Store _ -> new Effects(false, true, Set.of(), Set.of());
            case Statement.Evaluate _ -> NONE;
            // Nothing may move across a way out.
            case Statement.ReturnIf _ -> new Effects(true, true, Set.of(), Set.of());
        };
        return own.andAll(statement.children());
    }

    private Effects andAll(List<Node> nodes) {
        Effects all = this;
        for (Node node : nodes) {
            all = all.and(of(node));
        }
        return all;
    }

    public Effects and(Effects other) {
        return new Effects(
                reads || other.reads,
                writes || other.writes,
                union(variablesRead, other.variablesRead),
                union(variablesWritten, other.variablesWritten));
    }

    private static Set<Variable> union(Set<Variable> a, Set<Variable> b) {
        if (a.isEmpty()) {
            return b;
        }
        if (b.isEmpty()) {
            return a;
        }
        Set<Variable> all = new HashSet<>(a);
        all.addAll(b);
        return all;
    }

    /**
     * Whether the order of the two matters. That one of them may trap does not make it matter: a trap ends the contract call
     * and takes back everything, wherever it happens.
     */
    public boolean interferesWith(Effects other) {
        return (writes && (other.reads || other.writes))
                || (reads && other.writes)
                || variablesWritten.stream().anyMatch(other.variablesRead::contains)
                || variablesRead.stream().anyMatch(other.variablesWritten::contains)
                || variablesWritten.stream().anyMatch(other.variablesWritten::contains);
    }
}
