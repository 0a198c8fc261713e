package dev.orrery.javawasm.translate;

import dev.orrery.javawasm.Unsupported;
import dev.orrery.javawasm.flow.Lowering;
import dev.orrery.javawasm.program.ClassInfo;
import dev.orrery.javawasm.program.Initialization;
import dev.orrery.javawasm.program.Kinds;
import dev.orrery.javawasm.program.Layout;
import dev.orrery.javawasm.program.LibraryMethods;
import dev.orrery.javawasm.program.MethodId;
import dev.orrery.javawasm.program.Natives;
import dev.orrery.javawasm.program.Program;
import dev.orrery.javawasm.program.Reachability;
import dev.orrery.javawasm.tree.Block;
import dev.orrery.javawasm.tree.Variable;
import dev.orrery.javawasm.wasm.Body;
import dev.orrery.javawasm.wasm.Function;
import dev.orrery.javawasm.wasm.Global;
import dev.orrery.javawasm.wasm.Kind;
import dev.orrery.javawasm.wasm.Signature;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;

/** Finds the function for a method, the global for a static field, the address of a string; each is made when first asked for. */
public final class Linker {
    /** Upload checks refuse functions with more. */
    private static final int MAX_LOCALS = 100;

    private final Program program;
    private final Reachability reachability;
    private final Layout layout;
    private final DataSegment data;
    private final Global thrown = new Global("thrown", Kind.I32, 0);
    private final Map<MethodId, Function> functions = new HashMap<>();
    private final Map<MethodId, Optional<Inlining>> inlinings = new HashMap<>();
    private final Map<MethodId, Function> dispatchers = new HashMap<>();
    private final Map<String, Function> allocators = new HashMap<>();
    private final Map<String, Function> initializers = new HashMap<>();
    private final Map<String, Function.Imported> imports = new HashMap<>();
    private final Map<String, Global> statics = new HashMap<>();

    public Linker(Program program, Reachability reachability, Layout layout) {
        this.program = program;
        this.reachability = reachability;
        this.layout = layout;
        data = new DataSegment(layout);
    }

    Program program() {
        return program;
    }

    Layout layout() {
        return layout;
    }

    /** Not 0 while an exception is on its way to whoever catches it. */
    Global thrown() {
        return thrown;
    }

    boolean mayThrow(MethodId method) {
        return reachability.mayThrow(method);
    }

    ClassInfo.Method declaration(MethodId id) {
        return program.get(id.owner()).method(id.name(), id.descriptor()).orElseThrow();
    }

    /** The function of exactly this method. */
    Function method(MethodId id) {
        Function known = functions.get(id);
        if (known == null) {
            known = make(declaration(id));
            functions.put(id, known);
        }
        return known;
    }

    private Function make(ClassInfo.Method method) {
        MethodId id = method.id();
        Signature signature = id.signature(method.isStatic());
        if (!method.isNative()) {
            return defined(
                    id.toString(), signature, parameters -> new MethodTranslator(this, method, parameters).entry());
        }
        Optional<String> host = method.annotation(Natives.IMPORT);
        if (host.isPresent()) {
            return imported(host.get(), signature);
        }
        if (method.annotation(Natives.ONLY_IMPLEMENTATION).isPresent()) {
            return defined(
                    id.toString(),
                    signature,
                    _ -> Synthetics.creation(this, Natives.onlyImplementation(program, method)));
        }
        throw new Unsupported(id + " is native, but neither @Import nor @Instruction says what it is");
    }

    /** How the method is written where it is called, if it is not called there. */
    Optional<Inlining> inlining(MethodId id) {
        Optional<Inlining> known = inlinings.get(id);
        if (known == null) {
            // Until it is known: a method that calls itself is not written into itself.
            inlinings.put(id, Optional.empty());
            known = inlinable(declaration(id));
            inlinings.put(id, known);
        }
        return known;
    }

    private Optional<Inlining> inlinable(ClassInfo.Method method) {
        if (method.isNative()) {
            return Optional.empty();
        }
        List<Variable> parameters = variables(method.id().signature(method.isStatic()));
        return Inlining.of(parameters, new MethodTranslator(this, method, parameters).entry());
    }

    private static List<Variable> variables(Signature signature) {
        return signature.parameters().stream().map(Variable::new).toList();
    }

    Function.Imported imported(String name, Signature signature) {
        Function.Imported function = imports.computeIfAbsent(name, _ -> new Function.Imported(name, signature));
        if (!function.signature().equals(signature)) {
            throw new Unsupported("the host's " + name + " is declared twice, with other parameters");
        }
        return function;
    }

    private Function defined(
            String name, Signature signature, java.util.function.Function<List<Variable>, Block> content) {
        return new Function.Defined(name, signature, () -> {
            List<Variable> parameters = variables(signature);
            Body body = Lowering.lower(parameters, signature.result(), content.apply(parameters));
            if (body.locals().size() > MAX_LOCALS) {
                throw new Unsupported(
                        name + " needs " + body.locals().size() + " locals, " + MAX_LOCALS + " are allowed");
            }
            return body;
        });
    }

    private Function defined(String name, Signature signature, Supplier<Block> content) {
        return defined(name, signature, _ -> content.get());
    }

    SequencedMap<MethodId, List<String>> targets(MethodId selector) {
        return reachability.targets(selector);
    }

    /** Calls the method of the object's class, for a selector with several targets. */
    Function dispatcher(MethodId selector) {
        return dispatchers.computeIfAbsent(
                selector,
                _ -> defined(
                        "dispatch " + selector,
                        selector.signature(false),
                        parameters -> Synthetics.dispatch(this, targets(selector), parameters)));
    }

    /** Makes an object of the class, all of it zero or null. */
    Function allocator(String type) {
        return allocators.computeIfAbsent(
                type,
                _ -> defined(
                        "new " + type,
                        new Signature(List.of(), Optional.of(Kind.I32)),
                        () -> Synthetics.allocation(this, type)));
    }

    /** Initializes the class if that has not happened yet. Empty if the method need not ask. */
    Optional<Function> initializer(String type, ClassInfo.Method user) {
        return Initialization.isNeeded(program, type, user) ? initializer(type) : Optional.empty();
    }

    /** Initializes the class if that has not happened yet. Empty if there is nothing to be done. */
    Optional<Function> initializer(String type) {
        if (Initialization.initializers(program, type).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(initializers.computeIfAbsent(
                type,
                _ -> defined(
                        "initialize " + type,
                        new Signature(List.of(), Optional.empty()),
                        () -> Synthetics.initialization(this, type))));
    }

    /** Whether initializing the class can end in an exception. */
    boolean initializerMayThrow(String type) {
        return Initialization.initializers(program, type).stream().anyMatch(this::mayThrow);
    }

    Global initialized(String type) {
        return statics.computeIfAbsent(type + " is initialized", name -> new Global(name, Kind.I32, 0));
    }

    Global staticField(String type, String name, ClassDesc fieldType) {
        String owner = program.staticFieldOwner(type, name);
        return statics.computeIfAbsent(owner + "." + name, key -> {
            Kind kind = Kinds.of(fieldType).orElseThrow();
            return new Global(key, kind, Kinds.isReference(fieldType) ? Layout.NULL : 0);
        });
    }

    int string(String text) {
        return data.string(text);
    }

    /** Address of the names of all exceptions, of those whose class numbers these are. */
    int exceptionNames(Layout.Range numbers) {
        int[] names = new int[numbers.last() - numbers.first() + 1];
        for (int i = 0; i < names.length; i++) {
            String name = layout.name(numbers.first() + i);
            names[i] = string(name.substring(name.lastIndexOf('/') + 1).replace('$', '.'));
        }
        return data.table(names);
    }

    /** What the host calls: the method after its class is initialized, and if an exception leaves it, the end of the call. */
    public Function exported(MethodId id) {
        Optional<Function> initializer = initializer(id.owner());
        boolean mayThrow = mayThrow(id) || initializerMayThrow(id.owner());
        if (initializer.isEmpty() && !mayThrow) {
            return method(id);
        }
        return defined(
                "export " + id, id.signature(true), parameters -> Synthetics.export(this, initializer, id, parameters));
    }

    /** The heap's first address goes into the variable it is counted in. To be asked for when all code is there. */
    public int finishHeap(int pageBytes) {
        int pages = data.end() / pageBytes + 1;
        heapVariable("next").initial(data.end());
        heapVariable("limit").initial((long) pages * pageBytes);
        return pages;
    }

    private Global heapVariable(String name) {
        return staticField(LibraryMethods.HEAP, name, ConstantDescs.CD_int);
    }

    public int dataAddress() {
        return DataSegment.START;
    }

    public byte[] data() {
        return data.content();
    }
}
