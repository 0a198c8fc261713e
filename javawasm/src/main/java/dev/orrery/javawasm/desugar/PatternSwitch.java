package dev.orrery.javawasm.desugar;

import dev.orrery.javawasm.Unsupported;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.function.Consumer;

/**
 * Which case of a switch over patterns a value fits: the number of the first, beginning with a given one, -1 for null, and the
 * number of cases if none fits.
 */
final class PatternSwitch {
    private static final int VALUE = 0;
    private static final int FIRST = 1;

    private PatternSwitch() {}

    /** Cases that are types or constants. */
    static Consumer<CodeBuilder> ofTypes(InvokeDynamicInstruction site) {
        return code -> cases(code, site.bootstrapArgs(), (label, next) -> {
            switch (label) {
                case ClassDesc type -> code.aload(VALUE).instanceOf(type).ifeq(next);
                case String text -> equalTo(code, text, next);
                case Integer number ->
                    code.aload(VALUE)
                            .instanceOf(ConstantDescs.CD_Integer)
                            .ifeq(next)
                            .aload(VALUE)
                            .checkcast(ConstantDescs.CD_Integer)
                            .invokevirtual(
                                    ConstantDescs.CD_Integer, "intValue", MethodTypeDesc.of(ConstantDescs.CD_int))
                            .loadConstant(number)
                            .if_icmpne(next);
                case DynamicConstantDesc<?> constant
                when isEnumConstant(constant) ->
                    identicalTo(code, enumOf(constant), (String) constant.bootstrapArgs()[2], next);
                default -> throw new Unsupported("a case like " + label + " is not part of contracts in Java");
            }
        });
    }

    /** Cases that are names of constants of the enum, or types. */
    static Consumer<CodeBuilder> ofConstants(InvokeDynamicInstruction site) {
        ClassDesc enumType = site.typeSymbol().parameterType(VALUE);
        return code -> cases(code, site.bootstrapArgs(), (label, next) -> {
            if (label instanceof String name) {
                identicalTo(code, enumType, name, next);
            } else {
                code.aload(VALUE).instanceOf((ClassDesc) label).ifeq(next);
            }
        });
    }

    /** A label like {@code Colour.RED} is written as calls of {@code EnumDesc.of} and {@code ClassDesc.of}. */
    private static boolean isEnumConstant(DynamicConstantDesc<?> constant) {
        return constant.bootstrapMethod().methodName().equals("invoke")
                && constant.bootstrapArgs()[0] instanceof DirectMethodHandleDesc maker
                && maker.owner().displayName().endsWith("EnumDesc");
    }

    private static ClassDesc enumOf(DynamicConstantDesc<?> constant) {
        DynamicConstantDesc<?> type = (DynamicConstantDesc<?>) constant.bootstrapArgs()[1];
        return ClassDesc.of((String) type.bootstrapArgs()[1]);
    }

    /** Writes a test that goes on to {@code next} if the label does not fit. */
    private interface Test {
        void write(ConstantDesc label, Label next);
    }

    private static void cases(CodeBuilder code, List<ConstantDesc> labels, Test test) {
        Label isValue = code.newLabel();
        code.aload(VALUE).ifnonnull(isValue).loadConstant(-1).ireturn().labelBinding(isValue);
        for (int i = 0; i < labels.size(); i++) {
            Label next = code.newLabel();
            code.iload(FIRST).loadConstant(i).if_icmpgt(next);
            test.write(labels.get(i), next);
            code.loadConstant(i).ireturn().labelBinding(next);
        }
        code.loadConstant(labels.size()).ireturn();
    }

    private static void equalTo(CodeBuilder code, String text, Label next) {
        code.loadConstant(text)
                .aload(VALUE)
                .invokevirtual(
                        ConstantDescs.CD_String,
                        "equals",
                        MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object))
                .ifeq(next);
    }

    private static void identicalTo(CodeBuilder code, ClassDesc enumType, String name, Label next) {
        code.aload(VALUE).getstatic(enumType, name, enumType).if_acmpne(next);
    }
}
