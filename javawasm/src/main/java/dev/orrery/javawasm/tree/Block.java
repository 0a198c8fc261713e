package dev.orrery.javawasm.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Statements that run one after the other, and where control goes then. Mutable while a function is being put together. */
public final class Block {
    private final List<Statement> statements = new ArrayList<>();
    private Terminator terminator = new Terminator.Trap();

    public static Block returning(Node value) {
        return new Block().end(new Terminator.Return(Optional.of(value)));
    }

    public Block add(Statement statement) {
        statements.add(statement);
        return this;
    }

    public Block end(Terminator end) {
        terminator = end;
        return this;
    }

    public List<Statement> statements() {
        return statements;
    }

    public Terminator terminator() {
        return terminator;
    }
}
