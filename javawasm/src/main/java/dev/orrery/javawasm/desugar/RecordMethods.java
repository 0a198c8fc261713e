package dev.orrery.javawasm.desugar;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.function.Consumer;

/** {@code equals}, {@code hashCode} and {@code toString} of records, field by field. */
final class RecordMethods {
    private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
    private static final int SELF = 0;
    private static final int OTHER = 1;

    private final ClassDesc type;
    private final List<Component> components;

    private record Component(String name, ClassDesc type) {}

    private RecordMethods(ClassDesc type, List<Component> components) {
        this.type = type;
        this.components = components;
    }

    static Consumer<CodeBuilder> of(InvokeDynamicInstruction site) {
        List<ConstantDesc> arguments = site.bootstrapArgs();
        List<Component> components = arguments.stream()
                .filter(DirectMethodHandleDesc.class::isInstance)
                .map(DirectMethodHandleDesc.class::cast)
                .map(getter -> new Component(
                        getter.methodName(), getter.invocationType().returnType()))
                .toList();
        RecordMethods methods = new RecordMethods((ClassDesc) arguments.getFirst(), components);
        return switch (site.name().stringValue()) {
            case "equals" -> methods::equality;
            case "hashCode" -> methods::hash;
            default -> methods::text;
        };
    }

    private void load(CodeBuilder code, int record, Component component) {
        code.aload(record).checkcast(type).getfield(type, component.name(), component.type());
    }

    private void equality(CodeBuilder code) {
        Label different = code.newLabel();
        code.aload(OTHER).instanceOf(type).ifeq(different);
        for (Component component : components) {
            load(code, SELF, component);
            load(code, OTHER, component);
            if (component.type().equals(ConstantDescs.CD_long)) {
                code.lcmp().ifne(different);
            } else if (component.type().isPrimitive()) {
                code.if_icmpne(different);
            } else {
                code.invokestatic(
                                OBJECTS,
                                "equals",
                                MethodTypeDesc.of(
                                        ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object))
                        .ifeq(different);
            }
        }
        code.loadConstant(1).ireturn().labelBinding(different).loadConstant(0).ireturn();
    }

    private void hash(CodeBuilder code) {
        code.loadConstant(0);
        for (Component component : components) {
            code.loadConstant(31).imul();
            load(code, SELF, component);
            ClassDesc holder = component.type().isPrimitive() ? Lambda.box(component.type()) : OBJECTS;
            ClassDesc argument = component.type().isPrimitive() ? component.type() : ConstantDescs.CD_Object;
            code.invokestatic(holder, "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, argument))
                    .iadd();
        }
        code.ireturn();
    }

    private void text(CodeBuilder code) {
        Concatenation.begin(code);
        String separator = type.displayName().substring(type.displayName().lastIndexOf('$') + 1) + "[";
        for (Component component : components) {
            code.loadConstant(separator + component.name() + "=");
            Concatenation.append(code, ConstantDescs.CD_String);
            load(code, SELF, component);
            Concatenation.append(code, component.type());
            separator = ", ";
        }
        code.loadConstant(components.isEmpty() ? separator + "]" : "]");
        Concatenation.append(code, ConstantDescs.CD_String);
        Concatenation.finish(code);
    }
}
