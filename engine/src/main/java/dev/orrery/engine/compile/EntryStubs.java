package dev.orrery.engine.compile;

import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.ValType;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.attribute.StackMapFrameInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.SimpleVerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.VerificationTypeInfo;
import java.lang.classfile.attribute.StackMapTableAttribute;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The way in from outside: {@code Program.call} finds the function by two switches, one over groups and one inside a group, and
 * a small method unpacks the arguments. No reflection, no lookup per call.
 */
final class EntryStubs {
    /** Functions per group, by index: a group's switch stays a method that HotSpot compiles. */
    private static final int GROUP_BITS = 8;

    private static final MethodTypeDesc STUB =
            MethodTypeDesc.of(Names.LONGS, Names.LONGS, Names.INSTANCE, ConstantDescs.CD_int);
    private static final MethodTypeDesc GROUP =
            MethodTypeDesc.of(Names.LONGS, Names.INSTANCE, ConstantDescs.CD_int, Names.LONGS, ConstantDescs.CD_int);
    private static final MethodTypeDesc UNKNOWN =
            MethodTypeDesc.ofDescriptor("(I)Ljava/lang/IllegalArgumentException;");

    private final ModuleContext context;

    EntryStubs(ModuleContext context) {
        this.context = context;
    }

    /** Writes the class {@code Program} and its groups, for the given functions, all defined by the module. */
    void write(NavigableSet<Integer> functions, Map<String, byte[]> files) {
        Map<Integer, List<Integer>> groups = new TreeMap<>();
        functions.forEach(function -> groups.computeIfAbsent(function >> GROUP_BITS, absent -> new ArrayList<>())
                .add(function));
        groups.forEach((group, members) -> {
            ClassDesc name = Names.entries(group);
            byte[] file = writer().build(name, type -> {
                type.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
                int flags = ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC;
                type.withMethodBody("call", GROUP, flags, code -> writeGroup(code, name, members));
                for (int function : members) {
                    type.withMethodBody("e" + function, STUB, flags, code -> writeStub(code, function));
                }
            });
            files.put(GeneratedClasses.binaryName(name), file);
        });
        files.put(GeneratedClasses.binaryName(Names.PROGRAM), writeProgram(groups));
    }

    private static ClassFile writer() {
        return ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS);
    }

    private byte[] writeProgram(Map<Integer, List<Integer>> groups) {
        return writer().build(Names.PROGRAM, type -> {
            type.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
            type.withSuperclass(Names.CODE);
            type.withMethodBody(
                    ConstantDescs.INIT_NAME,
                    MethodTypeDesc.of(
                            ConstantDescs.CD_void,
                            ConstantDescs.CD_int.arrayType().arrayType()),
                    ClassFile.ACC_PUBLIC,
                    code -> code.aload(0)
                            .aload(1)
                            .invokespecial(
                                    Names.CODE,
                                    ConstantDescs.INIT_NAME,
                                    MethodTypeDesc.of(
                                            ConstantDescs.CD_void,
                                            ConstantDescs.CD_int.arrayType().arrayType()))
                            .return_());
            type.withMethodBody("call", GROUP, ClassFile.ACC_PUBLIC, code -> {
                code.iload(2).loadConstant(GROUP_BITS).ishr();
                List<VerificationTypeInfo> frame = new ArrayList<>(groupFrame());
                frame.addFirst(StackMapFrameInfo.ObjectVerificationTypeInfo.of(Names.PROGRAM));
                writeSwitch(
                        code,
                        List.copyOf(groups.keySet()),
                        frame,
                        2,
                        group -> code.aload(1)
                                .iload(2)
                                .aload(3)
                                .iload(4)
                                .invokestatic(Names.entries(group), "call", GROUP));
            });
        });
    }

    private static void writeGroup(CodeBuilder code, ClassDesc group, List<Integer> functions) {
        code.iload(1);
        writeSwitch(
                code,
                functions,
                groupFrame(),
                1,
                function -> code.aload(2).aload(0).iload(3).invokestatic(group, "e" + function, STUB));
    }

    private static List<VerificationTypeInfo> groupFrame() {
        return List.of(
                Names.INSTANCE_TYPE,
                SimpleVerificationTypeInfo.INTEGER,
                Names.LONGS_TYPE,
                SimpleVerificationTypeInfo.INTEGER);
    }

    /** A switch over the number on the stack; each case calls something and returns its array. */
    private static void writeSwitch(
            CodeBuilder code,
            List<Integer> numbers,
            List<VerificationTypeInfo> frame,
            int functionSlot,
            Consumer<Integer> call) {
        List<StackMapFrameInfo> frames = new ArrayList<>();
        Label unknown = code.newLabel();
        List<SwitchCase> cases = new ArrayList<>();
        for (int number : numbers) {
            cases.add(SwitchCase.of(number, code.newLabel()));
        }
        code.lookupswitch(unknown, cases);
        for (SwitchCase each : cases) {
            code.labelBinding(each.target());
            frames.add(StackMapFrameInfo.of(each.target(), frame, List.of()));
            call.accept(each.caseValue());
            code.areturn();
        }
        code.labelBinding(unknown);
        frames.add(StackMapFrameInfo.of(unknown, frame, List.of()));
        code.iload(functionSlot).invokestatic(Names.CODE, "unknown", UNKNOWN).athrow();
        code.with(StackMapTableAttribute.of(frames));
    }

    /** Parameters: the arguments, the instance, the stack budget. */
    private void writeStub(CodeBuilder code, int function) {
        FuncType type = context.types().function(function);
        if (Jvm.wide(type)) {
            code.aload(0);
        } else {
            for (int i = 0; i < type.params().size(); i++) {
                Jvm.getBits(code, type.params().get(i), 0, i, 1);
            }
        }
        Callees.Method method = context.function(function);
        code.aload(1).iload(2).invokestatic(method.owner(), method.name(), method.type());
        if (type.results().isEmpty()) {
            code.invokestatic(Names.FRAMES, "none", MethodTypeDesc.of(Names.LONGS));
        } else if (type.results().size() == 1) {
            ValType result = type.results().getFirst();
            if (result.isReference()) {
                code.aload(1)
                        .invokestatic(
                                Names.FRAMES, "one", MethodTypeDesc.of(Names.LONGS, Jvm.type(result), Names.INSTANCE));
            } else {
                code.invokestatic(Names.FRAMES, "one", MethodTypeDesc.of(Names.LONGS, Jvm.type(result)));
            }
        } else {
            code.aload(1).getfield(Names.INSTANCE, "results", Names.LONGS);
        }
        code.areturn();
    }
}
