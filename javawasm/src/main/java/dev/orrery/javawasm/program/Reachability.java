package dev.orrery.javawasm.program;

import dev.orrery.javawasm.Unsupported;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.instruction.ConstantInstruction.LoadConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What a program can reach from its exports: which classes it makes objects of, so which methods a virtual call can end in, and
 * which methods can leave by an exception (rapid type analysis).
 */
public final class Reachability {
    private final Program program;
    private final Set<MethodId> methods = new LinkedHashSet<>();
    private final Set<String> instantiated = new LinkedHashSet<>();
    private final Set<MethodId> selectors = new LinkedHashSet<>();
    private final Map<MethodId, Set<MethodId>> directCalls = new LinkedHashMap<>();
    private final Map<MethodId, Set<MethodId>> virtualCalls = new LinkedHashMap<>();
    private final Set<MethodId> throwing = new HashSet<>();
    private final Deque<MethodId> toScan = new ArrayDeque<>();

    public Reachability(Program program, Iterable<MethodId> roots) {
        this.program = program;
        for (MethodId root : roots) {
            reach(root);
            Initialization.initializers(program, root.owner()).forEach(this::reach);
        }
        while (!toScan.isEmpty()) {
            scan(toScan.remove());
        }
        spreadThrowing();
    }

    /** Every class and array type that objects are made of. */
    public Set<String> instantiated() {
        return instantiated;
    }

    public boolean mayThrow(MethodId method) {
        return throwing.contains(method);
    }

    /** The methods a virtual call can end in, each with the classes whose objects it is for. */
    public SequencedMap<MethodId, List<String>> targets(MethodId selector) {
        SequencedMap<MethodId, List<String>> targets = new LinkedHashMap<>();
        for (String type : instantiated) {
            if (program.isSubtype(type, selector.owner())) {
                MethodId target = program.resolve(type, selector).id();
                targets.computeIfAbsent(target, _ -> new ArrayList<>()).add(type);
            }
        }
        return targets;
    }

    private void reach(MethodId method) {
        if (methods.add(method)) {
            toScan.add(method);
        }
    }

    private void instantiate(String type) {
        if (!instantiated.add(type)) {
            return;
        }
        for (MethodId selector : List.copyOf(selectors)) {
            if (program.isSubtype(type, selector.owner())) {
                reach(program.resolve(type, selector).id());
            }
        }
    }

    private void select(MethodId selector) {
        if (!selectors.add(selector)) {
            return;
        }
        for (String type : List.copyOf(instantiated)) {
            if (program.isSubtype(type, selector.owner())) {
                reach(program.resolve(type, selector).id());
            }
        }
    }

    private void scan(MethodId id) {
        ClassInfo.Method method = program.get(id.owner())
                .method(id.name(), id.descriptor())
                .orElseThrow(() -> new Unsupported(id + " is not part of contracts in Java"));
        directCalls.put(id, new LinkedHashSet<>());
        virtualCalls.put(id, new LinkedHashSet<>());
        if (method.isNative()) {
            if (method.annotation(Natives.ONLY_IMPLEMENTATION).isPresent()) {
                MethodId constructor = Natives.onlyImplementation(program, method);
                instantiate(constructor.owner());
                initialize(method, constructor.owner());
                call(id, constructor);
            }
            return;
        }
        CodeModel code = method.code().orElseThrow(() -> new Unsupported(id + " has no body"));
        int line = 0;
        try {
            for (CodeElement element : code) {
                if (element instanceof LineNumber number) {
                    line = number.line();
                }
                scan(method, element);
            }
        } catch (Unsupported e) {
            throw e.at(program.get(id.owner()).sourceFile(), line);
        }
    }

    private void call(MethodId from, MethodId target) {
        directCalls.get(from).add(target);
        reach(target);
    }

    private void initialize(ClassInfo.Method from, String type) {
        if (Initialization.isNeeded(program, type, from)) {
            Initialization.initializers(program, type).forEach(initializer -> call(from.id(), initializer));
        }
    }

    private void scan(ClassInfo.Method method, CodeElement element) {
        MethodId from = method.id();
        switch (element) {
            case InvokeInstruction invoke -> scanInvoke(method, invoke);
            case NewObjectInstruction create -> {
                String type = LibraryNames.toJdk(create.className().asInternalName());
                instantiate(type);
                initialize(method, type);
                call(from, LibraryMethods.ALLOCATE);
            }
            case NewPrimitiveArrayInstruction create -> {
                instantiate("[" + ArrayTypes.elementDescriptor(create.typeKind()));
                call(from, LibraryMethods.NEW_ARRAY);
            }
            case NewReferenceArrayInstruction create -> {
                instantiate(ArrayTypes.ofReferences(
                        LibraryNames.toJdk(create.componentType().asInternalName())));
                call(from, LibraryMethods.NEW_REFERENCE_ARRAY);
            }
            case FieldInstruction access
            when access.opcode() == Opcode.GETSTATIC || access.opcode() == Opcode.PUTSTATIC ->
                initialize(
                        method,
                        program.staticFieldOwner(
                                LibraryNames.toJdk(access.owner().asInternalName()),
                                access.name().stringValue()));
            case LoadConstantInstruction constant
            when constant.constantEntry() instanceof StringEntry -> {
                instantiate(LibraryMethods.STRING);
                instantiate("[B");
            }
            case ThrowInstruction _ -> throwing.add(from);
            default -> {}
        }
    }

    private void scanInvoke(ClassInfo.Method method, InvokeInstruction invoke) {
        MethodId from = method.id();
        switch (Invocation.of(program, invoke)) {
            case Invocation.Nothing _ -> {}
            case Invocation.CloneOfArray _ -> call(from, LibraryMethods.CLONE_ARRAY);
            case Invocation.Direct(MethodId target, boolean isStatic) -> {
                if (isStatic) {
                    initialize(method, target.owner());
                }
                call(from, target);
            }
            case Invocation.Virtual(MethodId selector) -> {
                virtualCalls.get(from).add(selector);
                select(selector);
            }
        }
    }

    private void spreadThrowing() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (MethodId method : methods) {
                boolean calls = directCalls.get(method).stream().anyMatch(throwing::contains)
                        || virtualCalls.get(method).stream()
                                .anyMatch(selector ->
                                        targets(selector).keySet().stream().anyMatch(throwing::contains));
                if (calls) {
                    changed |= throwing.add(method);
                }
            }
        }
    }
}
