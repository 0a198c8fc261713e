package dev.orrery.javawasm.translate;

import dev.orrery.javawasm.program.Layout;
import dev.orrery.javawasm.program.Program;
import dev.orrery.javawasm.tree.Node;
import dev.orrery.javawasm.tree.Statement;
import dev.orrery.javawasm.tree.Variable;
import dev.orrery.javawasm.wasm.Kind;
import dev.orrery.javawasm.wasm.Op;
import java.util.List;

/**
 * Whether an object is of a type: its class number is in the ranges of those below the type. Written without branches, which
 * cost as much gas as fourteen other instructions.
 */
final class TypeTests {
    private final Layout layout;

    TypeTests(Layout layout) {
        this.layout = layout;
    }

    /** 1 or 0; 0 for null. The object is an atom. */
    Node instanceOf(BlockBuilder at, Node object, String type) {
        if (type.equals(Program.OBJECT)) {
            return Node.of(Op.I32_NE, object, Node.of(Layout.NULL));
        }
        return inRanges(at, classNumber(object), layout.rangesOf(type));
    }

    /** Traps unless the object, an atom, is null or of the type. */
    void cast(BlockBuilder at, Node object, String type) {
        if (type.equals(Program.OBJECT)) {
            return;
        }
        Node number = variable(at, classNumber(object));
        Node fits = Node.of(Op.I32_OR, Node.of(Op.I32_EQZ, number), inRanges(at, number, layout.rangesOf(type)));
        Node address = Node.of(Op.SELECT, Node.of(DataSegment.ZERO), Node.of(Layout.NULL), fits);
        at.add(new Statement.Evaluate(new Node.Load(Op.I32_LOAD, 0, address)));
    }

    /** The class number of an object, 0 for null. */
    private static Node classNumber(Node object) {
        Node isObject = Node.of(Op.I32_NE, object, Node.of(Layout.NULL));
        return new Node.Load(Op.I32_LOAD, 0, Node.of(Op.SELECT, object, Node.of(DataSegment.ZERO), isObject));
    }

    private static Node inRanges(BlockBuilder at, Node number, List<Layout.Range> ranges) {
        if (ranges.isEmpty()) {
            return Node.of(0);
        }
        if (ranges.size() == 1) {
            return inRange(number, ranges.getFirst());
        }
        Node once = variable(at, number);
        return ranges.stream()
                .map(range -> inRange(once, range))
                .reduce((a, b) -> Node.of(Op.I32_OR, a, b))
                .orElseThrow();
    }

    private static Node inRange(Node number, Layout.Range range) {
        if (range.first() == range.last()) {
            return Node.of(Op.I32_EQ, number, Node.of(range.first()));
        }
        return Node.of(
                Op.I32_LE_U,
                Node.of(Op.I32_SUB, number, Node.of(range.first())),
                Node.of(range.last() - range.first()));
    }

    private static Node variable(BlockBuilder at, Node node) {
        if (node.isAtom()) {
            return node;
        }
        Variable variable = new Variable(Kind.I32);
        at.add(new Statement.Set(variable, node));
        return new Node.Read(variable);
    }
}
