package dev.orrery.javawasm.flow;

import dev.orrery.javawasm.tree.Block;
import dev.orrery.javawasm.tree.Effects;
import dev.orrery.javawasm.tree.Node;
import dev.orrery.javawasm.tree.Statement;
import dev.orrery.javawasm.tree.Variable;
import dev.orrery.javawasm.wasm.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives variables that are never needed at the same time the same local: chains refuse functions with more than 100 locals and
 * charge for each beyond the 29th. Also drops assignments that nobody reads.
 */
final class LocalAllocation {
    private final FlowGraph graph;
    private final List<Variable> parameters;
    private final Map<Block, Set<Variable>> liveAtStart = new HashMap<>();
    private final Map<Variable, Set<Variable>> conflicts = new HashMap<>();
    private final Map<Variable, Set<Variable>> copies = new HashMap<>();
    private final Map<Variable, Integer> locals = new HashMap<>();
    private final List<Kind> kinds = new ArrayList<>();

    LocalAllocation(FlowGraph graph, List<Variable> parameters) {
        this.graph = graph;
        this.parameters = parameters;
        findLiveVariables();
        graph.blocks().forEach(this::dropUnreadAndFindConflicts);
        allocate();
    }

    int localOf(Variable variable) {
        return locals.get(variable);
    }

    /** Kinds of the locals behind the parameters. */
    List<Kind> locals() {
        return kinds.subList(parameters.size(), kinds.size());
    }

    private void findLiveVariables() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Block block : graph.blocks().reversed()) {
                Set<Variable> live = liveAtEnd(block);
                for (Statement statement : block.statements().reversed()) {
                    stepBack(live, statement);
                }
                changed |= !live.equals(liveAtStart.put(block, live));
            }
        }
    }

    private Set<Variable> liveAtEnd(Block block) {
        Set<Variable> live = new HashSet<>();
        for (Block successor : block.terminator().successors()) {
            live.addAll(liveAtStart.getOrDefault(successor, Set.of()));
        }
        block.terminator()
                .children()
                .forEach(node -> live.addAll(Effects.of(node).variablesRead()));
        return live;
    }

    private static void stepBack(Set<Variable> live, Statement statement) {
        if (statement instanceof Statement.Set(Variable variable, var _)) {
            live.remove(variable);
        }
        live.addAll(Effects.of(statement).variablesRead());
    }

    private void dropUnreadAndFindConflicts(Block block) {
        Set<Variable> live = liveAtEnd(block);
        List<Statement> kept = new ArrayList<>();
        for (Statement statement : block.statements().reversed()) {
            if (statement instanceof Statement.Set(Variable variable, Node value)) {
                if (!live.contains(variable)) {
                    if (!value.isTotal()) {
                        kept.add(new Statement.Evaluate(value));
                        live.addAll(Effects.of(value).variablesRead());
                    }
                    continue;
                }
                noteConflicts(variable, value, live);
            }
            kept.add(statement);
            stepBack(live, statement);
        }
        block.statements().clear();
        block.statements().addAll(kept.reversed());
    }

    private void noteConflicts(Variable variable, Node value, Set<Variable> live) {
        conflicts.computeIfAbsent(variable, _ -> new HashSet<>());
        for (Variable other : live) {
            boolean copied = value instanceof Node.Read(Variable source) && source == other;
            if (other != variable && !copied) {
                conflict(variable, other);
            }
        }
        if (value instanceof Node.Read(Variable source)) {
            copies.computeIfAbsent(variable, _ -> new LinkedHashSet<>()).add(source);
            copies.computeIfAbsent(source, _ -> new LinkedHashSet<>()).add(variable);
        }
    }

    private void conflict(Variable a, Variable b) {
        conflicts.computeIfAbsent(a, _ -> new HashSet<>()).add(b);
        conflicts.computeIfAbsent(b, _ -> new HashSet<>()).add(a);
    }

    private void allocate() {
        // Parameters are all assigned at once, before the first block.
        Set<Variable> atEntry = liveAtStart.get(graph.block(0));
        for (Variable parameter : parameters) {
            locals.put(parameter, kinds.size());
            kinds.add(parameter.kind());
            atEntry.stream().filter(other -> other != parameter).forEach(other -> conflict(parameter, other));
        }
        // In the order of the code, so that the same program gives the same bytes.
        for (Block block : graph.blocks()) {
            for (Statement statement : block.statements()) {
                if (statement instanceof Statement.Set(Variable variable, var _) && !locals.containsKey(variable)) {
                    locals.put(variable, freeLocal(variable));
                }
            }
        }
        sortByKind();
    }

    private int freeLocal(Variable variable) {
        Set<Integer> taken = new HashSet<>();
        conflicts.get(variable).forEach(other -> taken.add(locals.getOrDefault(other, -1)));
        for (Variable copy : copies.getOrDefault(variable, Set.of())) {
            Integer local = locals.get(copy);
            if (local != null && copy.kind() == variable.kind() && !taken.contains(local)) {
                return local;
            }
        }
        for (int local = 0; local < kinds.size(); local++) {
            if (kinds.get(local) == variable.kind() && !taken.contains(local)) {
                return local;
            }
        }
        kinds.add(variable.kind());
        return kinds.size() - 1;
    }

    /** Locals of a kind side by side: the format then spends two bytes on all of them. */
    private void sortByKind() {
        List<Integer> order = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (int local = parameters.size(); local < kinds.size(); local++) {
                if (kinds.get(local) == kind) {
                    order.add(local);
                }
            }
        }
        List<Kind> sorted = new ArrayList<>(kinds.subList(0, parameters.size()));
        order.forEach(local -> sorted.add(kinds.get(local)));
        locals.replaceAll((_, local) -> local < parameters.size() ? local : parameters.size() + order.indexOf(local));
        kinds.clear();
        kinds.addAll(sorted);
    }
}
