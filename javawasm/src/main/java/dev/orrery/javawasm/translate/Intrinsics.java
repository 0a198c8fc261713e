package dev.orrery.javawasm.translate;

import dev.orrery.javawasm.Unsupported;
import dev.orrery.javawasm.program.ArrayTypes;
import dev.orrery.javawasm.program.ClassInfo;
import dev.orrery.javawasm.program.Layout;
import dev.orrery.javawasm.program.Natives;
import dev.orrery.javawasm.tree.Node;
import dev.orrery.javawasm.tree.Statement;
import dev.orrery.javawasm.tree.Variable;
import dev.orrery.javawasm.wasm.Kind;
import dev.orrery.javawasm.wasm.Op;
import java.util.List;
import java.util.Optional;

/** Native methods that are an instruction where they are called. */
final class Intrinsics {
    /** Not an instruction of Wasm: the name of an exception's class, as a string. */
    private static final String EXCEPTION_NAME = "exception.name";

    /** Nor this: the binary logarithm of the size of an array's elements, -1 for what is no array. */
    private static final String ARRAY_SHIFT = "array.shift";

    private static final String THROWABLE = "java/lang/Throwable";

    private Intrinsics() {}

    /** Does the call with the arguments on the stack, if the method is of this kind. */
    static boolean apply(Linker linker, BlockBuilder at, ClassInfo.Method method) {
        Optional<String> text = method.annotation(Natives.INSTRUCTION);
        if (!method.isNative() || text.isEmpty()) {
            return false;
        }
        List<Node> operands =
                at.pop(method.id().signature(method.isStatic()).parameters().size());
        switch (text.get()) {
            case "" -> at.push(operands.getFirst());
            case EXCEPTION_NAME -> at.push(exceptionName(linker, operands.getFirst()));
            case ARRAY_SHIFT -> at.push(arrayShift(linker, at, operands.getFirst()));
            default -> {
                Op op = Op.named(text.get())
                        .orElseThrow(() -> new Unsupported("@Instruction(\"" + text.get() + "\") of " + method.id()));
                instruction(at, op, operands);
            }
        }
        return true;
    }

    private static void instruction(BlockBuilder at, Op op, List<Node> operands) {
        if (op.isStore()) {
            at.add(new Statement.Store(op, 0, operands.getFirst(), operands.getLast()));
        } else if (op.accessesMemory()) {
            at.push(new Node.Load(op, 0, operands.getFirst()));
        } else if (op == Op.UNREACHABLE) {
            at.add(new Statement.Evaluate(new Node.Load(Op.I32_LOAD, 0, Node.of(Layout.NULL))));
        } else {
            at.push(new Node.Operation(op, operands));
        }
    }

    private static Node exceptionName(Linker linker, Node exception) {
        Layout.Range numbers = linker.layout().rangesOf(THROWABLE).getFirst();
        int table = linker.exceptionNames(numbers);
        Node index = Node.of(Op.I32_SUB, new Node.Load(Op.I32_LOAD, 0, exception), Node.of(numbers.first()));
        return new Node.Load(Op.I32_LOAD, table, Node.of(Op.I32_SHL, index, Node.of(2)));
    }

    private static Node arrayShift(Linker linker, BlockBuilder at, Node array) {
        Variable number = new Variable(Kind.I32);
        at.add(new Statement.Set(number, new Node.Load(Op.I32_LOAD, 0, array)));
        Node shift = Node.of(-1);
        for (String type : linker.layout().arrayTypes()) {
            Node isOfType = Node.of(
                    Op.I32_EQ, new Node.Read(number), Node.of(linker.layout().number(type)));
            shift = Node.of(Op.SELECT, Node.of(ArrayTypes.shift(type)), shift, isOfType);
        }
        return shift;
    }
}
