package dev.orrery.javawasm.program;

import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A class or interface of the program, by the JDK's names. */
public final class ClassInfo {
    private final ClassModel model;
    private final String name;
    private final List<Field> fields;
    private final Map<String, Method> methods = new LinkedHashMap<>();

    public record Field(String name, ClassDesc type, boolean isStatic) {}

    public record Method(MethodId id, MethodModel model) {
        public boolean isStatic() {
            return model.flags().has(AccessFlag.STATIC);
        }

        public boolean isAbstract() {
            return model.flags().has(AccessFlag.ABSTRACT);
        }

        public boolean isNative() {
            return model.flags().has(AccessFlag.NATIVE);
        }

        public Optional<CodeModel> code() {
            return model.code();
        }

        /** The text in an annotation whose type has this simple name, wherever it is declared; empty if it has none. */
        public Optional<String> annotation(String simpleName) {
            return annotationOf(model, simpleName);
        }
    }

    ClassInfo(ClassModel model) {
        this.model = model;
        name = LibraryNames.toJdk(model.thisClass().asInternalName());
        fields = model.fields().stream().map(ClassInfo::field).toList();
        for (MethodModel method : model.methods()) {
            MethodId id = new MethodId(
                    name,
                    method.methodName().stringValue(),
                    LibraryNames.toJdk(method.methodType().stringValue()));
            methods.put(id.name() + id.descriptor(), new Method(id, method));
        }
    }

    private static Field field(FieldModel field) {
        return new Field(
                field.fieldName().stringValue(),
                ClassDesc.ofDescriptor(LibraryNames.toJdk(field.fieldType().stringValue())),
                field.flags().has(AccessFlag.STATIC));
    }

    private static Optional<String> annotationOf(AttributedElement element, String simpleName) {
        return element.findAttribute(Attributes.runtimeInvisibleAnnotations()).stream()
                .flatMap(attribute -> attribute.annotations().stream())
                .filter(annotation -> annotation.classSymbol().displayName().equals(simpleName))
                .map(ClassInfo::value)
                .findFirst();
    }

    private static String value(Annotation annotation) {
        return annotation.elements().stream()
                .map(AnnotationElement::value)
                .filter(AnnotationValue.OfString.class::isInstance)
                .map(value -> ((AnnotationValue.OfString) value).stringValue())
                .findFirst()
                .orElse("");
    }

    public String name() {
        return name;
    }

    public boolean isInterface() {
        return model.flags().has(AccessFlag.INTERFACE);
    }

    public boolean isAbstract() {
        return model.flags().has(AccessFlag.ABSTRACT);
    }

    /** Empty for {@code java.lang.Object} alone. */
    public Optional<String> superName() {
        return model.superclass()
                .map(entry -> LibraryNames.toJdk(entry.asInternalName()))
                .filter(superName -> !name.equals(Program.OBJECT));
    }

    public List<String> interfaces() {
        return model.interfaces().stream()
                .map(entry -> LibraryNames.toJdk(entry.asInternalName()))
                .toList();
    }

    public List<Field> fields() {
        return fields;
    }

    public Iterable<Method> methods() {
        return methods.values();
    }

    /** A method that is declared right here. */
    public Optional<Method> method(String methodName, String descriptor) {
        return Optional.ofNullable(methods.get(methodName + descriptor));
    }

    /** The simple name of the source file. */
    public String sourceFile() {
        return model.findAttribute(Attributes.sourceFile())
                .map(attribute -> attribute.sourceFile().stringValue())
                .orElse(name);
    }
}
