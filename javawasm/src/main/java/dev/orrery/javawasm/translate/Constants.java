package dev.orrery.javawasm.translate;

import dev.orrery.javawasm.Unsupported;
import dev.orrery.javawasm.program.Layout;
import dev.orrery.javawasm.tree.Node;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;

/** What stands in the code itself: numbers, null, texts. */
final class Constants {
    private Constants() {}

    static Node of(Linker linker, ConstantInstruction instruction) {
        ConstantDesc value = instruction.constantValue();
        if (value.equals(ConstantDescs.NULL)) {
            return Node.of(Layout.NULL);
        }
        return switch (value) {
            case Integer number -> Node.of(number);
            case Long number -> new Node.Const64(number);
            case String text -> Node.of(linker.string(text));
            case Float _, Double _ -> throw Unsupported.floatingPoint();
            case ClassDesc _ -> throw new Unsupported("class literals and assert are not part of contracts in Java");
            default -> throw new Unsupported("the constant " + value);
        };
    }
}
