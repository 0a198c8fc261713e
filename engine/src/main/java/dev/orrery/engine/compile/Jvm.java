package dev.orrery.engine.compile;

import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.ValType;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.StackMapFrameInfo.SimpleVerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.VerificationTypeInfo;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How Wasm types and function types look on the JVM. */
final class Jvm {
    /**
     * JVM slots of parameters beyond which a function takes its arguments in an array. A method can have 255 (JVMS 4.3.3);
     * the rest is for the parameters that generated methods add.
     */
    private static final int MAX_PARAMETER_SLOTS = 250;

    private Jvm() {}

    static ClassDesc type(ValType type) {
        return switch (type) {
            case I32 -> ConstantDescs.CD_int;
            case I64 -> ConstantDescs.CD_long;
            case F32 -> ConstantDescs.CD_float;
            case F64 -> ConstantDescs.CD_double;
            case FUNCREF, EXTERNREF -> ConstantDescs.CD_Object;
            case V128 -> throw new IllegalArgumentException("v128 is not supported");
        };
    }

    static TypeKind kind(ValType type) {
        return switch (type) {
            case I32 -> TypeKind.INT;
            case I64 -> TypeKind.LONG;
            case F32 -> TypeKind.FLOAT;
            case F64 -> TypeKind.DOUBLE;
            case FUNCREF, EXTERNREF -> TypeKind.REFERENCE;
            case V128 -> throw new IllegalArgumentException("v128 is not supported");
        };
    }

    static VerificationTypeInfo verification(ValType type) {
        return switch (type) {
            case I32 -> SimpleVerificationTypeInfo.INTEGER;
            case I64 -> SimpleVerificationTypeInfo.LONG;
            case F32 -> SimpleVerificationTypeInfo.FLOAT;
            case F64 -> SimpleVerificationTypeInfo.DOUBLE;
            case FUNCREF, EXTERNREF -> Names.OBJECT_TYPE;
            case V128 -> throw new IllegalArgumentException("v128 is not supported");
        };
    }

    static int slots(ValType type) {
        return type == ValType.I64 || type == ValType.F64 ? 2 : 1;
    }

    static int slots(List<ValType> types) {
        int slots = 0;
        for (ValType type : types) {
            slots += slots(type);
        }
        return slots;
    }

    /** Whether a function of that type takes its arguments as one {@code long[]}. */
    static boolean wide(FuncType type) {
        return slots(type.params()) > MAX_PARAMETER_SLOTS;
    }

    /**
     * The method of a function: its parameters (or one array of them), the instance, the bytes left of the stack budget. More
     * than one result comes back through {@code RunningInstance.results}.
     */
    static MethodTypeDesc method(FuncType type) {
        List<ClassDesc> parameters = parameters(type);
        parameters.add(Names.INSTANCE);
        parameters.add(ConstantDescs.CD_int);
        return MethodTypeDesc.of(result(type), parameters);
    }

    /** The method that dispatches {@code call_indirect} of that type: the table index comes behind the arguments. */
    static MethodTypeDesc indirect(FuncType type) {
        List<ClassDesc> parameters = parameters(type);
        parameters.add(ConstantDescs.CD_int);
        parameters.add(Names.INSTANCE);
        parameters.add(ConstantDescs.CD_int);
        return MethodTypeDesc.of(result(type), parameters);
    }

    static ClassDesc result(FuncType type) {
        return type.results().size() == 1 ? type(type.results().getFirst()) : ConstantDescs.CD_void;
    }

    private static List<ClassDesc> parameters(FuncType type) {
        List<ClassDesc> parameters = new ArrayList<>();
        if (wide(type)) {
            parameters.add(Names.LONGS);
        } else {
            type.params().forEach(parameter -> parameters.add(type(parameter)));
        }
        return parameters;
    }

    /** Turns the raw bits on the stack into a value of a number type. */
    static void fromBits(CodeBuilder code, ValType type) {
        switch (type) {
            case I32 -> code.l2i();
            case F32 -> code.l2i().invokestatic(ConstantDescs.CD_Float, "intBitsToFloat", FROM_INT_BITS);
            case F64 -> code.invokestatic(ConstantDescs.CD_Double, "longBitsToDouble", FROM_LONG_BITS);
            default -> {}
        }
    }

    /** Pops the top value into {@code array[index]}, as raw bits; a reference as the instance's number for it. */
    static void putBits(CodeBuilder code, ValType type, int arraySlot, int index, int instanceSlot) {
        code.aload(arraySlot).loadConstant(index);
        if (type.isReference()) {
            code.aload(instanceSlot).invokestatic(Names.FRAMES, "put", PUT_REFERENCE_BITS);
        } else {
            code.invokestatic(Names.FRAMES, "put", put(type));
        }
    }

    /** Pushes {@code array[index]}, raw bits, as a value. */
    static void getBits(CodeBuilder code, ValType type, int arraySlot, int index, int instanceSlot) {
        switch (type) {
            case FUNCREF ->
                code.aload(instanceSlot)
                        .aload(arraySlot)
                        .loadConstant(index)
                        .laload()
                        .invokevirtual(Names.INSTANCE, "functionReference", FUNCTION_REFERENCE);
            case EXTERNREF ->
                code.aload(arraySlot)
                        .loadConstant(index)
                        .laload()
                        .invokestatic(Names.INSTANCE, "externalReference", EXTERNAL_REFERENCE);
            default -> {
                code.aload(arraySlot).loadConstant(index).laload();
                fromBits(code, type);
            }
        }
    }

    /** Descriptor of {@code Frames.put} for that type, into an array of its own kind. */
    static MethodTypeDesc put(ValType type) {
        return PUT.get(type);
    }

    private static final Map<ValType, MethodTypeDesc> PUT = new EnumMap<>(ValType.class);

    static {
        for (ValType type : ValType.values()) {
            if (type != ValType.V128) {
                ClassDesc array = type.isReference() ? Names.OBJECTS : Names.LONGS;
                PUT.put(type, MethodTypeDesc.of(ConstantDescs.CD_void, type(type), array, ConstantDescs.CD_int));
            }
        }
    }

    private static final MethodTypeDesc PUT_REFERENCE_BITS = MethodTypeDesc.of(
            ConstantDescs.CD_void, ConstantDescs.CD_Object, Names.LONGS, ConstantDescs.CD_int, Names.INSTANCE);
    private static final MethodTypeDesc FUNCTION_REFERENCE =
            MethodTypeDesc.ofDescriptor("(J)Ldev/orrery/engine/run/FunctionRef;");
    private static final MethodTypeDesc EXTERNAL_REFERENCE = MethodTypeDesc.ofDescriptor("(J)Ljava/lang/Object;");
    private static final MethodTypeDesc FROM_INT_BITS = MethodTypeDesc.ofDescriptor("(I)F");
    private static final MethodTypeDesc FROM_LONG_BITS = MethodTypeDesc.ofDescriptor("(J)D");
}
