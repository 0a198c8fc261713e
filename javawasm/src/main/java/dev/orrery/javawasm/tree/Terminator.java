package dev.orrery.javawasm.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a block ends. */
public sealed interface Terminator {
    record Goto(Block target) implements Terminator {}

    record Branch(Node condition, Block target, Block otherwise) implements Terminator {}

    /** To the target at that index, or else, compared without sign, to the other. */
    record Switch(Node index, List<Block> targets, Block otherwise) implements Terminator {
        public Switch {
            targets = List.copyOf(targets);
        }
    }

    record Return(Optional<Node> value) implements Terminator {}

    /** Never reached, or meant to end the whole call. */
    record Trap() implements Terminator {}

    default List<Block> successors() {
        return switch (this) {
            case Goto(Block target) -> List.of(target);
            case Branch(var _, Block target, Block otherwise) -> List.of(target, otherwise);
            case Switch(var _, List<Block> targets, Block otherwise) -> {
                List<Block> all = new ArrayList<>(targets);
                all.add(otherwise);
                yield all;
            }
            case Return _, Trap _ -> List.of();
        };
    }

    default List<Node> children() {
        return switch (this) {
            case Branch(Node condition, var _, var _) -> List.of(condition);
            case Switch(Node index, var _, var _) -> List.of(index);
            case Return(Optional<Node> value) -> value.map(List::of).orElse(List.of());
            case Goto _, Trap _ -> List.of();
        };
    }
}
