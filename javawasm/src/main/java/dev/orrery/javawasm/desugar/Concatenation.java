package dev.orrery.javawasm.desugar;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** {@code a + b} of strings: a string builder. */
final class Concatenation {
    static final ClassDesc BUILDER = ClassDesc.of("java.lang.StringBuilder");

    /** Stand in javac's recipe for an argument and for a constant. */
    private static final char ARGUMENT = '\u0001';

    private static final char CONSTANT = '\u0002';

    private Concatenation() {}

    static Consumer<CodeBuilder> of(InvokeDynamicInstruction site) {
        List<ConstantDesc> bootstrapArguments = site.bootstrapArgs();
        String recipe = (String) bootstrapArguments.getFirst();
        Iterator<ConstantDesc> constants =
                bootstrapArguments.subList(1, bootstrapArguments.size()).iterator();
        return code -> {
            begin(code);
            StringBuilder literal = new StringBuilder();
            int argument = 0;
            for (int i = 0; i < recipe.length(); i++) {
                char c = recipe.charAt(i);
                if (c == CONSTANT) {
                    literal.append(constants.next());
                } else if (c == ARGUMENT) {
                    appendLiteral(code, literal);
                    ClassDesc type = site.typeSymbol().parameterType(argument);
                    int slot = code.parameterSlot(argument++);
                    if (type.isPrimitive() || type.equals(ConstantDescs.CD_String)) {
                        code.loadLocal(TypeKind.from(type), slot);
                        append(code, type);
                    } else {
                        appendObject(code, type, slot);
                    }
                } else {
                    literal.append(c);
                }
            }
            appendLiteral(code, literal);
            finish(code);
        };
    }

    /** By the method of its own type: the builder's would bring in that of every class there is. */
    private static void appendObject(CodeBuilder code, ClassDesc type, int slot) {
        Label isNull = code.newLabel();
        Label end = code.newLabel();
        code.aload(slot)
                .ifnull(isNull)
                .aload(slot)
                .invokevirtual(type, "toString", MethodTypeDesc.of(ConstantDescs.CD_String))
                .goto_(end)
                .labelBinding(isNull)
                .loadConstant("null")
                .labelBinding(end);
        append(code, ConstantDescs.CD_String);
    }

    static void begin(CodeBuilder code) {
        code.new_(BUILDER).dup().invokespecial(BUILDER, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
    }

    private static void appendLiteral(CodeBuilder code, StringBuilder literal) {
        if (!literal.isEmpty()) {
            code.loadConstant(literal.toString());
            append(code, ConstantDescs.CD_String);
            literal.setLength(0);
        }
    }

    /** Appends what is on the stack. */
    static void append(CodeBuilder code, ClassDesc type) {
        code.invokevirtual(BUILDER, "append", MethodTypeDesc.of(BUILDER, accepted(type)));
    }

    private static ClassDesc accepted(ClassDesc type) {
        if (type.equals(ConstantDescs.CD_byte) || type.equals(ConstantDescs.CD_short)) {
            return ConstantDescs.CD_int;
        }
        return type.isPrimitive() || type.equals(ConstantDescs.CD_String) ? type : ConstantDescs.CD_Object;
    }

    static void finish(CodeBuilder code) {
        code.invokevirtual(BUILDER, "toString", MethodTypeDesc.of(ConstantDescs.CD_String))
                .areturn();
    }
}
