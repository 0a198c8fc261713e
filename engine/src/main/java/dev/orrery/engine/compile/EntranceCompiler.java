package dev.orrery.engine.compile;

import dev.orrery.engine.model.FuncType;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Map;

/** Writes an {@link dev.orrery.engine.run.Entrance} to a function of a module that is loaded. */
final class EntranceCompiler {
    private static final MethodTypeDesc CALL =
            MethodTypeDesc.of(ConstantDescs.CD_long, Names.LONGS, Names.INSTANCE, ConstantDescs.CD_int);

    private EntranceCompiler() {}

    /** @param owner the class with the function's own method */
    static Map<String, byte[]> compile(FuncType type, ClassDesc owner, int function, String name) {
        byte[] file = ClassFile.of().build(ClassDesc.of(name), entrance -> {
            entrance.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
            entrance.withSuperclass(Names.ENTRANCE);
            entrance.withMethodBody(
                    ConstantDescs.INIT_NAME,
                    ConstantDescs.MTD_void,
                    ClassFile.ACC_PUBLIC,
                    code -> code.aload(0)
                            .invokespecial(Names.ENTRANCE, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                            .return_());
            entrance.withMethodBody("call", CALL, ClassFile.ACC_PUBLIC, code -> writeCall(code, type, owner, function));
        });
        return Map.of(name, file);
    }

    private static void writeCall(CodeBuilder code, FuncType type, ClassDesc owner, int function) {
        if (Jvm.wide(type)) {
            code.aload(1);
        } else {
            for (int i = 0; i < type.params().size(); i++) {
                Jvm.getBits(code, type.params().get(i), 1, i, 2);
            }
        }
        code.aload(2).iload(3).invokestatic(owner, "f" + function, Jvm.method(type));
        if (type.results().isEmpty()) {
            code.lconst_0().lreturn();
        } else {
            MethodTypeDesc one =
                    MethodTypeDesc.of(Names.LONGS, Jvm.type(type.results().getFirst()));
            code.invokestatic(Names.FRAMES, "one", one).iconst_0().laload().lreturn();
        }
    }
}
