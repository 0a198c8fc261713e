package dev.orrery.engine.compile;

import dev.orrery.engine.run.Code;
import dev.orrery.engine.run.Continuation;
import dev.orrery.engine.run.Entrance;
import dev.orrery.engine.run.FloatMath;
import dev.orrery.engine.run.Frames;
import dev.orrery.engine.run.GlobalCell;
import dev.orrery.engine.run.InstanceAccess;
import dev.orrery.engine.run.IntegerMath;
import dev.orrery.engine.run.LinearMemory;
import dev.orrery.engine.run.MemoryAccess;
import dev.orrery.engine.run.MemoryCalls;
import dev.orrery.engine.run.RunningInstance;
import dev.orrery.engine.run.Table;
import dev.orrery.engine.run.Traps;
import dev.orrery.engine.run.Truncation;
import java.lang.classfile.attribute.StackMapFrameInfo.ObjectVerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.VerificationTypeInfo;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.List;

/** Names of the classes that generated code refers to, and of those it consists of. */
final class Names {
    static final ClassDesc INSTANCE = RunningInstance.class.describeConstable().orElseThrow();
    static final ClassDesc ACCESS = InstanceAccess.class.describeConstable().orElseThrow();
    static final ClassDesc MEMORY = LinearMemory.class.describeConstable().orElseThrow();
    static final ClassDesc MEMORY_ACCESS =
            MemoryAccess.class.describeConstable().orElseThrow();
    static final ClassDesc MEMORY_CALLS = MemoryCalls.class.describeConstable().orElseThrow();
    static final ClassDesc TABLE = Table.class.describeConstable().orElseThrow();
    static final ClassDesc GLOBAL = GlobalCell.class.describeConstable().orElseThrow();
    static final ClassDesc FRAMES = Frames.class.describeConstable().orElseThrow();
    static final ClassDesc INTEGER_MATH = IntegerMath.class.describeConstable().orElseThrow();
    static final ClassDesc FLOAT_MATH = FloatMath.class.describeConstable().orElseThrow();
    static final ClassDesc TRUNCATION = Truncation.class.describeConstable().orElseThrow();
    static final ClassDesc TRAPS = Traps.class.describeConstable().orElseThrow();
    static final ClassDesc CODE = Code.class.describeConstable().orElseThrow();

    /** Those that the code of functions refers to. */
    static final List<ClassDesc> RUNTIME = List.of(
            INSTANCE,
            ACCESS,
            MEMORY,
            MEMORY_ACCESS,
            MEMORY_CALLS,
            TABLE,
            GLOBAL,
            FRAMES,
            INTEGER_MATH,
            FLOAT_MATH,
            TRUNCATION,
            TRAPS);

    static final ClassDesc LONGS = ConstantDescs.CD_long.arrayType();
    static final ClassDesc OBJECTS = ConstantDescs.CD_Object.arrayType();

    static final VerificationTypeInfo INSTANCE_TYPE = ObjectVerificationTypeInfo.of(INSTANCE);
    static final VerificationTypeInfo MEMORY_TYPE = ObjectVerificationTypeInfo.of(MEMORY);
    static final VerificationTypeInfo LONGS_TYPE = ObjectVerificationTypeInfo.of(LONGS);
    static final VerificationTypeInfo OBJECTS_TYPE = ObjectVerificationTypeInfo.of(OBJECTS);
    static final VerificationTypeInfo OBJECT_TYPE = ObjectVerificationTypeInfo.of(ConstantDescs.CD_Object);
    static final VerificationTypeInfo THROWABLE_TYPE = ObjectVerificationTypeInfo.of(ConstantDescs.CD_Throwable);

    /** The generated subclass of {@link Code}. */
    static final ClassDesc PROGRAM = ClassDesc.of("wasm.Program");

    static final ClassDesc CONTINUATION = Continuation.class.describeConstable().orElseThrow();

    static final ClassDesc ENTRANCE = Entrance.class.describeConstable().orElseThrow();

    private Names() {}

    static ClassDesc functions(int number) {
        return ClassDesc.of("wasm.Functions" + number);
    }

    static ClassDesc entries(int number) {
        return ClassDesc.of("wasm.Entries" + number);
    }

    static ClassDesc imports(int number) {
        return ClassDesc.of("wasm.Imports" + number);
    }

    static ClassDesc indirect(int number) {
        return ClassDesc.of("wasm.Indirect" + number);
    }
}
