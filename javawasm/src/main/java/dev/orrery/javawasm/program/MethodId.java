package dev.orrery.javawasm.program;

import dev.orrery.javawasm.wasm.Kind;
import dev.orrery.javawasm.wasm.Signature;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A method by the class that a caller names or that has it, its name and its descriptor. */
public record MethodId(String owner, String name, String descriptor) {
    public MethodId in(String otherOwner) {
        return new MethodId(otherOwner, name, descriptor);
    }

    public MethodTypeDesc type() {
        return MethodTypeDesc.ofDescriptor(descriptor);
    }

    /** As a function; an instance method takes its object first. */
    public Signature signature(boolean isStatic) {
        List<Kind> parameters = new ArrayList<>();
        if (!isStatic) {
            parameters.add(Kind.I32);
        }
        type().parameterList().forEach(parameter -> Kinds.of(parameter).ifPresent(parameters::add));
        return new Signature(parameters, result());
    }

    private Optional<Kind> result() {
        return Kinds.of(type().returnType());
    }

    @Override
    public String toString() {
        List<String> parameters =
                type().parameterList().stream().map(ClassDesc::displayName).toList();
        return owner.replace('/', '.') + "." + name + "(" + String.join(", ", parameters) + ")";
    }
}
