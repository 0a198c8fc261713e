package dev.orrery.javawasm.desugar;

import dev.orrery.javawasm.Unsupported;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Rewrites one class: each dynamic call site becomes a call of a static method that is added to the class or to a new one. */
public final class Desugaring {
    private final ClassFile classFiles;
    private final ClassModel model;
    private final List<Consumer<ClassBuilder>> addedMethods = new ArrayList<>();
    private final List<byte[]> addedClasses = new ArrayList<>();

    /** A static method that does what a call site asks for. */
    record Target(ClassDesc owner, String name, MethodTypeDesc type, boolean inInterface) {}

    private Desugaring(ClassFile classFiles, ClassModel model) {
        this.classFiles = classFiles;
        this.model = model;
    }

    /** The same classes without dynamic call sites, and those that were added. */
    public static List<byte[]> of(Collection<byte[]> files) {
        List<ClassModel> models = files.stream().map(ClassFile.of()::parse).toList();
        ClassFile classFiles = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy(models)));
        List<byte[]> result = new ArrayList<>();
        for (ClassModel model : models) {
            Desugaring desugaring = new Desugaring(classFiles, model);
            result.add(desugaring.rewritten());
            result.addAll(desugaring.addedClasses);
        }
        return result;
    }

    /** The stack maps of rewritten code need to know which class is above which. */
    private static ClassHierarchyResolver hierarchy(List<ClassModel> models) {
        Set<ClassDesc> interfaces = new HashSet<>();
        Map<ClassDesc, ClassDesc> parents = new HashMap<>();
        for (ClassModel model : models) {
            if (model.flags().has(AccessFlag.INTERFACE)) {
                interfaces.add(model.thisClass().asSymbol());
            } else {
                model.superclass()
                        .ifPresent(parent -> parents.put(model.thisClass().asSymbol(), parent.asSymbol()));
            }
        }
        return ClassHierarchyResolver.of(interfaces, parents).orElse(ClassHierarchyResolver.defaultResolver());
    }

    private byte[] rewritten() {
        CodeTransform code = (builder, element) -> {
            if (element instanceof InvokeDynamicInstruction site) {
                Target target = target(site);
                builder.invokestatic(target.owner(), target.name(), target.type(), target.inInterface());
            } else {
                builder.with(element);
            }
        };
        ClassTransform methods = ClassTransform.transformingMethodBodies(code);
        return classFiles.transformClass(
                model,
                methods.andThen(
                        ClassTransform.endHandler(builder -> addedMethods.forEach(add -> add.accept(builder)))));
    }

    private Target target(InvokeDynamicInstruction site) {
        String bootstrap = site.bootstrapMethod().owner().displayName() + "."
                + site.bootstrapMethod().methodName();
        return switch (bootstrap) {
            case "StringConcatFactory.makeConcatWithConstants" ->
                add("concat", site.typeSymbol(), Concatenation.of(site));
            case "SwitchBootstraps.typeSwitch" -> add("typeSwitch", site.typeSymbol(), PatternSwitch.ofTypes(site));
            case "SwitchBootstraps.enumSwitch" -> add("enumSwitch", site.typeSymbol(), PatternSwitch.ofConstants(site));
            case "ObjectMethods.bootstrap" ->
                add("record" + site.name().stringValue(), site.typeSymbol(), RecordMethods.of(site));
            case "LambdaMetafactory.metafactory" -> {
                Lambda lambda = new Lambda(name("Lambda"), site);
                addedClasses.add(lambda.classFile(classFiles));
                yield lambda.factory();
            }
            default ->
                throw new Unsupported(bootstrap + ", which javac made of something in "
                        + model.thisClass().asInternalName() + ", is not part of contracts in Java");
        };
    }

    private ClassDesc name(String suffix) {
        String number = Integer.toString(addedClasses.size());
        return ClassDesc.ofInternalName(model.thisClass().asInternalName() + "$" + suffix + number);
    }

    private Target add(String name, MethodTypeDesc type, Consumer<CodeBuilder> body) {
        String unique = name + "$" + addedMethods.size();
        int flags = ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
        addedMethods.add(builder -> builder.withMethodBody(unique, type, flags, body));
        return new Target(
                model.thisClass().asSymbol(), unique, type, model.flags().has(AccessFlag.INTERFACE));
    }
}
