package dev.orrery.javawasm.translate;

import dev.orrery.javawasm.program.ArrayTypes;
import dev.orrery.javawasm.program.Kinds;
import dev.orrery.javawasm.program.Layout;
import dev.orrery.javawasm.program.LibraryMethods;
import dev.orrery.javawasm.program.MethodId;
import dev.orrery.javawasm.tree.Node;
import dev.orrery.javawasm.tree.Statement;
import dev.orrery.javawasm.wasm.Kind;
import dev.orrery.javawasm.wasm.Op;
import java.lang.classfile.TypeKind;
import java.util.ArrayList;
import java.util.List;

/** Arrays: their elements, their lengths, new ones. */
final class ArrayInstructions {
    private ArrayInstructions() {}

    static void length(BlockBuilder at) {
        at.push(new Node.Load(Op.I32_LOAD, Layout.LENGTH_OFFSET, at.pop()));
    }

    static void load(BlockBuilder at, TypeKind type) {
        Op op = switch (type) {
            case BYTE, BOOLEAN -> Op.I32_LOAD8_S;
            case CHAR -> Op.I32_LOAD16_U;
            case SHORT -> Op.I32_LOAD16_S;
            default -> Kinds.of(type) == Kind.I64 ? Op.I64_LOAD : Op.I32_LOAD;
        };
        List<Node> operands = at.popAtoms(2);
        at.push(new Node.Load(op, Layout.ELEMENTS_OFFSET, element(operands, type)));
    }

    static void store(BlockBuilder at, TypeKind type) {
        Op op = switch (type) {
            case BYTE, BOOLEAN -> Op.I32_STORE8;
            case CHAR, SHORT -> Op.I32_STORE16;
            default -> Kinds.of(type) == Kind.I64 ? Op.I64_STORE : Op.I32_STORE;
        };
        List<Node> operands = at.popAtoms(3);
        at.add(new Statement.Store(op, Layout.ELEMENTS_OFFSET, element(operands, type), operands.getLast()));
    }

    /**
     * The address of an element, less the header; where there is no such element, one that nothing can be at. Chosen without a
     * branch, which costs as much gas as fourteen other instructions.
     */
    private static Node element(List<Node> arrayAndIndex, TypeKind type) {
        Node array = arrayAndIndex.get(0);
        Node index = arrayAndIndex.get(1);
        int shift = switch (type) {
            case BYTE, BOOLEAN -> 0;
            case CHAR, SHORT -> 1;
            case LONG -> 3;
            default -> 2;
        };
        Node offset = shift == 0 ? index : Node.of(Op.I32_SHL, index, Node.of(shift));
        Node inside = Node.of(Op.I32_LT_U, index, new Node.Load(Op.I32_LOAD, Layout.LENGTH_OFFSET, array));
        return Node.of(Op.SELECT, Node.of(Op.I32_ADD, array, offset), Node.of(Layout.NULL), inside);
    }

    static void createPrimitive(Linker linker, BlockBuilder at, TypeKind element) {
        String type = "[" + ArrayTypes.elementDescriptor(element);
        create(linker, at, LibraryMethods.NEW_ARRAY, type, List.of(Node.of(ArrayTypes.shift(type))));
    }

    static void createOfReferences(Linker linker, BlockBuilder at, String element) {
        create(linker, at, LibraryMethods.NEW_REFERENCE_ARRAY, ArrayTypes.ofReferences(element), List.of());
    }

    private static void create(Linker linker, BlockBuilder at, MethodId maker, String type, List<Node> more) {
        List<Node> arguments = new ArrayList<>(List.of(Node.of(linker.layout().number(type)), at.pop()));
        arguments.addAll(more);
        at.push(new Node.Call(linker.method(maker), arguments));
    }

    static void copy(Linker linker, BlockBuilder at, String type) {
        at.push(Node.call(linker.method(LibraryMethods.CLONE_ARRAY), at.pop(), Node.of(ArrayTypes.shift(type))));
    }
}
