package dev.orrery.javawasm.flow;

import dev.orrery.javawasm.tree.Block;
import dev.orrery.javawasm.tree.Terminator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The reachable blocks of a function in reverse postorder, which is what a block's number refers to, and which block dominates
 * which (the algorithm of Cooper, Harvey and Kennedy).
 */
final class FlowGraph {
    private final List<Block> blocks;
    private final Map<Block, Integer> numbers = new HashMap<>();
    private final List<List<Integer>> predecessors = new ArrayList<>();
    private final int[] dominators;

    FlowGraph(Block entry) {
        blocks = reversePostorder(entry);
        for (Block block : blocks) {
            numbers.put(block, numbers.size());
            predecessors.add(new ArrayList<>());
        }
        for (Block block : blocks) {
            for (Block successor : block.terminator().successors()) {
                predecessors.get(number(successor)).add(number(block));
            }
        }
        dominators = dominators();
    }

    private static List<Block> reversePostorder(Block entry) {
        record Visit(Block block, Iterator<Block> successors) {}
        List<Block> postorder = new ArrayList<>();
        Set<Block> seen = new HashSet<>(List.of(entry));
        Deque<Visit> path = new ArrayDeque<>();
        path.push(new Visit(entry, successorsOf(entry)));
        while (!path.isEmpty()) {
            Visit top = path.peek();
            if (!top.successors().hasNext()) {
                postorder.add(path.pop().block());
                continue;
            }
            Block next = top.successors().next();
            if (seen.add(next)) {
                path.push(new Visit(next, successorsOf(next)));
            }
        }
        return postorder.reversed();
    }

    /** Visited last to first, so that in the reversed order the blocks come as the source has them. */
    private static Iterator<Block> successorsOf(Block block) {
        return block.terminator().successors().reversed().iterator();
    }

    private int[] dominators() {
        int[] found = new int[blocks.size()];
        Arrays.fill(found, -1);
        found[0] = 0;
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int block = 1; block < found.length; block++) {
                int dominator = -1;
                for (int predecessor : predecessors.get(block)) {
                    if (found[predecessor] >= 0) {
                        dominator = dominator < 0 ? predecessor : common(found, predecessor, dominator);
                    }
                }
                changed |= found[block] != dominator;
                found[block] = dominator;
            }
        }
        return found;
    }

    private static int common(int[] dominators, int a, int b) {
        int left = a;
        int right = b;
        while (left != right) {
            if (left > right) {
                left = dominators[left];
            } else {
                right = dominators[right];
            }
        }
        return left;
    }

    List<Block> blocks() {
        return blocks;
    }

    Block block(int number) {
        return blocks.get(number);
    }

    int number(Block block) {
        return numbers.get(block);
    }

    List<Integer> predecessors(int block) {
        return predecessors.get(block);
    }

    /** Blocks whose immediate dominator this one is. */
    List<Integer> dominatedBy(int block) {
        List<Integer> children = new ArrayList<>();
        for (int other = 1; other < dominators.length; other++) {
            if (dominators[other] == block) {
                children.add(other);
            }
        }
        return children;
    }

    boolean dominates(int dominator, int block) {
        int up = block;
        while (up > dominator) {
            up = dominators[up];
        }
        return up == dominator;
    }

    /** Whether control can come back to this block from one that follows it. */
    boolean isLoopHeader(int block) {
        return predecessors(block).stream().anyMatch(predecessor -> predecessor >= block);
    }

    /** Whether a jump to this block needs a label: it is reached, going forward, from several places, or from a table. */
    boolean isMerge(int block) {
        List<Integer> before = predecessors(block).stream()
                .filter(predecessor -> predecessor < block)
                .toList();
        return before.size() > 1
                || before.stream()
                        .anyMatch(predecessor -> block(predecessor).terminator() instanceof Terminator.Switch);
    }
}
