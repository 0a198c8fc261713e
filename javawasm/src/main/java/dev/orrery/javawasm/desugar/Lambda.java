package dev.orrery.javawasm.desugar;

import dev.orrery.javawasm.Unsupported;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/** A lambda or a method reference as a class that holds what it captures. */
final class Lambda {
    private static final String FACTORY = "make";

    private final ClassDesc name;
    private final ClassDesc function;
    private final String method;
    private final MethodTypeDesc erased;
    private final MethodTypeDesc instantiated;
    private final DirectMethodHandleDesc implementation;
    private final List<ClassDesc> captured;

    Lambda(ClassDesc name, InvokeDynamicInstruction site) {
        this.name = name;
        function = site.typeSymbol().returnType();
        method = site.name().stringValue();
        captured = site.typeSymbol().parameterList();
        erased = (MethodTypeDesc) site.bootstrapArgs().get(0);
        implementation =
                (DirectMethodHandleDesc) (MethodHandleDesc) site.bootstrapArgs().get(1);
        instantiated = (MethodTypeDesc) site.bootstrapArgs().get(2);
    }

    Desugaring.Target factory() {
        return new Desugaring.Target(name, FACTORY, MethodTypeDesc.of(function, captured), false);
    }

    byte[] classFile(ClassFile classFiles) {
        return classFiles.build(name, type -> {
            type.withInterfaceSymbols(function);
            for (int i = 0; i < captured.size(); i++) {
                type.withField("captured" + i, captured.get(i), ClassFile.ACC_FINAL);
            }
            type.withMethodBody(ConstantDescs.INIT_NAME, constructorType(), 0, this::construct);
            type.withMethodBody(FACTORY, factory().type(), ClassFile.ACC_STATIC, this::make);
            type.withMethodBody(method, erased, ClassFile.ACC_PUBLIC, this::run);
        });
    }

    private MethodTypeDesc constructorType() {
        return MethodTypeDesc.of(ConstantDescs.CD_void, captured);
    }

    private void construct(CodeBuilder code) {
        code.aload(0).invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
        for (int i = 0; i < captured.size(); i++) {
            code.aload(0)
                    .loadLocal(TypeKind.from(captured.get(i)), code.parameterSlot(i))
                    .putfield(name, "captured" + i, captured.get(i));
        }
        code.return_();
    }

    private void make(CodeBuilder code) {
        code.new_(name).dup();
        for (int i = 0; i < captured.size(); i++) {
            code.loadLocal(TypeKind.from(captured.get(i)), code.parameterSlot(i));
        }
        code.invokespecial(name, ConstantDescs.INIT_NAME, constructorType()).areturn();
    }

    private void run(CodeBuilder code) {
        boolean creates = implementation.kind() == DirectMethodHandleDesc.Kind.CONSTRUCTOR;
        if (creates) {
            code.new_(implementation.owner()).dup();
        }
        // An instance method's object comes first, captured or as the first parameter.
        List<ClassDesc> wanted = creates
                ? MethodTypeDesc.ofDescriptor(implementation.lookupDescriptor()).parameterList()
                : implementation.invocationType().parameterList();
        for (int i = 0; i < captured.size(); i++) {
            code.aload(0).getfield(name, "captured" + i, captured.get(i));
        }
        for (int i = 0; i < erased.parameterCount(); i++) {
            code.loadLocal(TypeKind.from(erased.parameterType(i)), code.parameterSlot(i));
            adapt(code, erased.parameterType(i), instantiated.parameterType(i));
            adapt(code, instantiated.parameterType(i), wanted.get(captured.size() + i));
        }
        invoke(code);
        ClassDesc result = creates
                ? implementation.owner()
                : implementation.invocationType().returnType();
        leave(code, result);
    }

    private void invoke(CodeBuilder code) {
        ClassDesc owner = implementation.owner();
        String target = implementation.methodName();
        MethodTypeDesc type = MethodTypeDesc.ofDescriptor(implementation.lookupDescriptor());
        switch (implementation.kind()) {
            case STATIC -> code.invokestatic(owner, target, type);
            case INTERFACE_STATIC -> code.invokestatic(owner, target, type, true);
            case VIRTUAL -> code.invokevirtual(owner, target, type);
            case INTERFACE_VIRTUAL -> code.invokeinterface(owner, target, type);
            case SPECIAL -> code.invokespecial(owner, target, type);
            case INTERFACE_SPECIAL -> code.invokespecial(owner, target, type, true);
            case CONSTRUCTOR -> code.invokespecial(owner, ConstantDescs.INIT_NAME, type);
            default -> throw new Unsupported("a method reference like " + implementation);
        }
    }

    private void leave(CodeBuilder code, ClassDesc result) {
        ClassDesc wanted = erased.returnType();
        if (wanted.equals(ConstantDescs.CD_void)) {
            if (result.equals(ConstantDescs.CD_long)) {
                code.pop2();
            } else if (!result.equals(ConstantDescs.CD_void)) {
                code.pop();
            }
            code.return_();
            return;
        }
        adapt(code, result, instantiated.returnType());
        adapt(code, instantiated.returnType(), wanted);
        code.return_(TypeKind.from(wanted));
    }

    /** Boxes, unboxes or casts what is on the stack. */
    private static void adapt(CodeBuilder code, ClassDesc from, ClassDesc to) {
        if (from.equals(to)) {
            return;
        }
        if (from.isPrimitive() && to.isPrimitive()) {
            code.conversion(TypeKind.from(from), TypeKind.from(to));
        } else if (from.isPrimitive()) {
            code.invokestatic(box(from), "valueOf", MethodTypeDesc.of(box(from), from));
        } else if (to.isPrimitive()) {
            code.checkcast(box(to)).invokevirtual(box(to), to.displayName() + "Value", MethodTypeDesc.of(to));
        } else if (!to.equals(ConstantDescs.CD_Object)) {
            code.checkcast(to);
        }
    }

    static ClassDesc box(ClassDesc primitive) {
        return switch (primitive.descriptorString()) {
            case "I" -> ConstantDescs.CD_Integer;
            case "J" -> ConstantDescs.CD_Long;
            case "Z" -> ConstantDescs.CD_Boolean;
            case "C" -> ConstantDescs.CD_Character;
            case "B" -> ConstantDescs.CD_Byte;
            case "S" -> ConstantDescs.CD_Short;
            default -> throw Unsupported.floatingPoint();
        };
    }
}
