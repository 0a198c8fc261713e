package dev.orrery.javawasm.translate;

import dev.orrery.javawasm.tree.Block;
import dev.orrery.javawasm.tree.Node;
import dev.orrery.javawasm.tree.Terminator;
import dev.orrery.javawasm.wasm.Op;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** A switch as a table if its cases lie close together, as comparisons otherwise. */
final class Switches {
    /** A table may have this many entries for each case. */
    private static final int SPARSE = 4;

    /** So many cases are compared one after the other; more are halved first. */
    private static final int FEW = 3;

    record Case(int value, Block target) {}

    private Switches() {}

    /** Ends the block with the decision. The index is an atom. */
    static void end(Block block, Node index, List<Case> unsorted, Block otherwise) {
        List<Case> cases = unsorted.stream()
                .filter(each -> each.target() != otherwise)
                .sorted(Comparator.comparingInt(Case::value))
                .toList();
        if (cases.isEmpty()) {
            block.end(new Terminator.Goto(otherwise));
            return;
        }
        long span = (long) cases.getLast().value() - cases.getFirst().value() + 1;
        if (cases.size() > FEW && span <= (long) SPARSE * cases.size()) {
            table(block, index, cases, (int) span, otherwise);
        } else {
            compare(block, index, cases, otherwise);
        }
    }

    private static void table(Block block, Node index, List<Case> cases, int span, Block otherwise) {
        int first = cases.getFirst().value();
        List<Block> targets = new ArrayList<>(Collections.nCopies(span, otherwise));
        cases.forEach(each -> targets.set(each.value() - first, each.target()));
        Node fromZero = first == 0 ? index : Node.of(Op.I32_SUB, index, Node.of(first));
        block.end(new Terminator.Switch(fromZero, targets, otherwise));
    }

    private static void compare(Block block, Node index, List<Case> cases, Block otherwise) {
        if (cases.size() > FEW) {
            int middle = cases.size() / 2;
            Block lower = new Block();
            Block upper = new Block();
            Node isLower = Node.of(Op.I32_LT_S, index, Node.of(cases.get(middle).value()));
            block.end(new Terminator.Branch(isLower, lower, upper));
            compare(lower, index, cases.subList(0, middle), otherwise);
            compare(upper, index, cases.subList(middle, cases.size()), otherwise);
            return;
        }
        Block from = block;
        for (int i = 0; i < cases.size(); i++) {
            Block next = i == cases.size() - 1 ? otherwise : new Block();
            Node matches = Node.of(Op.I32_EQ, index, Node.of(cases.get(i).value()));
            from.end(new Terminator.Branch(matches, cases.get(i).target(), next));
            from = next;
        }
    }
}
