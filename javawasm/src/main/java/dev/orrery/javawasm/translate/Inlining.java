package dev.orrery.javawasm.translate;

import dev.orrery.javawasm.tree.Block;
import dev.orrery.javawasm.tree.Node;
import dev.orrery.javawasm.tree.Statement;
import dev.orrery.javawasm.tree.Terminator;
import dev.orrery.javawasm.tree.Variable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A method that is short and has no branches, to be written where it is called: a call and the end of a function cost 28 times
 * as much gas as the instructions of an accessor.
 */
final class Inlining {
    /** Expressions in the body. An accessor has two, the constructor of a record with three fields ten. */
    private static final int MAX_NODES = 16;

    private final List<Variable> parameters;
    private final List<Statement> statements;
    private final Optional<Node> result;

    private Inlining(List<Variable> parameters, List<Statement> statements, Optional<Node> result) {
        this.parameters = parameters;
        this.statements = statements;
        this.result = result;
    }

    /** The method that begins with this block, if it is of the kind. */
    static Optional<Inlining> of(List<Variable> parameters, Block entry) {
        if (!(entry.terminator() instanceof Terminator.Return(Optional<Node> result))) {
            return Optional.empty();
        }
        int nodes = result.map(Inlining::size).orElse(0);
        for (Statement statement : entry.statements()) {
            nodes += 1 + statement.children().stream().mapToInt(Inlining::size).sum();
            boolean assignsParameter = statement instanceof Statement.Set set && parameters.contains(set.variable());
            if (assignsParameter || statement instanceof Statement.ReturnIf) {
                return Optional.empty();
            }
        }
        return nodes > MAX_NODES
                ? Optional.empty()
                : Optional.of(new Inlining(parameters, List.copyOf(entry.statements()), result));
    }

    private static int size(Node node) {
        return 1 + node.children().stream().mapToInt(Inlining::size).sum();
    }

    /** Does what the method does; its arguments are on the stack. */
    void apply(BlockBuilder at) {
        Map<Variable, Node> values = new HashMap<>();
        List<Node> arguments = at.popAtoms(parameters.size());
        for (int i = 0; i < arguments.size(); i++) {
            values.put(parameters.get(i), arguments.get(i));
        }
        statements.forEach(statement -> at.add(replaced(statement, values)));
        result.ifPresent(node -> at.push(replaced(node, values)));
    }

    private static Statement replaced(Statement statement, Map<Variable, Node> values) {
        return switch (statement) {
            case Statement.Set(Variable variable, Node value) -> {
                Node assigned = replaced(value, values);
                Variable own = new Variable(variable.kind());
                values.put(variable, new Node.Read(own));
                yield new Statement.Set(own, assigned);
            }
            case Statement.SetGlobal(var global, Node value) ->
                new Statement.SetGlobal(global, replaced(value, values));
            case Statement.Store(var op, int offset, Node address, Node value) ->
                new Statement.Store(op, offset, replaced(address, values), replaced(value, values));
            case Statement.Evaluate(Node value) -> new Statement.Evaluate(replaced(value, values));
            case Statement.ReturnIf leaves -> leaves;
        };
    }

    private static Node replaced(Node node, Map<Variable, Node> values) {
        return switch (node) {
            case Node.Read(Variable variable) -> values.getOrDefault(variable, node);
            case Node.Const32 _, Node.Const64 _, Node.ReadGlobal _ -> node;
            case Node.Load(var op, int offset, Node address) -> new Node.Load(op, offset, replaced(address, values));
            case Node.Operation(var op, List<Node> operands) -> new Node.Operation(op, replaced(operands, values));
            case Node.Call(var function, List<Node> arguments) -> new Node.Call(function, replaced(arguments, values));
        };
    }

    private static List<Node> replaced(List<Node> nodes, Map<Variable, Node> values) {
        return nodes.stream().map(node -> replaced(node, values)).toList();
    }
}
