package dev.orrery.javawasm.translate;

import dev.orrery.javawasm.Unsupported;
import dev.orrery.javawasm.program.ClassInfo;
import dev.orrery.javawasm.program.ClassNames;
import dev.orrery.javawasm.program.Invocation;
import dev.orrery.javawasm.program.Kinds;
import dev.orrery.javawasm.program.Layout;
import dev.orrery.javawasm.program.MethodId;
import dev.orrery.javawasm.tree.Block;
import dev.orrery.javawasm.tree.Node;
import dev.orrery.javawasm.tree.Statement;
import dev.orrery.javawasm.tree.Terminator;
import dev.orrery.javawasm.tree.Variable;
import dev.orrery.javawasm.wasm.Function;
import dev.orrery.javawasm.wasm.Kind;
import dev.orrery.javawasm.wasm.Op;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.NopInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the bytecode of one method into blocks, from its first instruction along every way that control can take.
 *
 * <p>An exception on its way is in a global. After a call that may end in one, control leaves the method or goes to the handlers
 * around the call.
 */
final class MethodTranslator {
    private record Slot(int number, Kind kind) {}

    private record Unread(int number, List<Kind> stack, Block block) {}

    private final Linker linker;
    private final ClassInfo.Method method;
    private final Bytecode code;
    private final TypeTests types;
    private final Optional<Kind> result;
    private final Map<Slot, Variable> localVariables = new HashMap<>();
    private final Map<Slot, Variable> stackVariables = new HashMap<>();
    private final Map<Integer, Block> blocks = new HashMap<>();
    private final Map<List<ExceptionCatch>, Block> landings = new HashMap<>();
    private final Deque<Unread> unread = new ArrayDeque<>();

    private BlockBuilder at;

    MethodTranslator(Linker linker, ClassInfo.Method method, List<Variable> parameters) {
        this.linker = linker;
        this.method = method;
        code = new Bytecode(method.code().orElseThrow());
        types = new TypeTests(linker.layout());
        result = method.id().signature(method.isStatic()).result();
        at = new BlockBuilder(new Block());
        int slot = 0;
        for (Variable parameter : parameters) {
            localVariables.put(new Slot(slot, parameter.kind()), parameter);
            slot += parameter.kind() == Kind.I64 ? 2 : 1;
        }
    }

    Block entry() {
        Block entry = blockAt(0, List.of());
        while (!unread.isEmpty()) {
            read(unread.remove());
        }
        if (!method.isStatic()) {
            checkThis(entry);
        }
        return entry;
    }

    /** A method that goes on without looking at its object must not be called on null either. */
    private void checkThis(Block entry) {
        Node self = new Node.Read(localVariables.get(new Slot(0, Kind.I32)));
        boolean looks = entry.statements().stream()
                        .flatMap(statement -> statement.children().stream())
                        .anyMatch(node -> loads(node, self))
                || entry.terminator().children().stream().anyMatch(node -> loads(node, self))
                || entry.statements().stream()
                        .anyMatch(statement -> statement instanceof Statement.Store store
                                && store.address().equals(self));
        boolean isConstructor = method.id().name().equals("<init>");
        if (!looks && !isConstructor) {
            entry.statements().addFirst(new Statement.Evaluate(new Node.Load(Op.I32_LOAD, 0, self)));
        }
    }

    private static boolean loads(Node node, Node address) {
        return (node instanceof Node.Load load && load.address().equals(address))
                || node.children().stream().anyMatch(child -> loads(child, address));
    }

    private Block blockAt(int number, List<Kind> stack) {
        Block known = blocks.get(number);
        if (known == null) {
            known = new Block();
            blocks.put(number, known);
            unread.add(new Unread(number, stack, known));
        }
        return known;
    }

    private void read(Unread start) {
        at = new BlockBuilder(start.block());
        for (int depth = 0; depth < start.stack().size(); depth++) {
            at.push(new Node.Read(place(depth, start.stack().get(depth))));
        }
        int number = start.number();
        boolean open = true;
        while (open) {
            try {
                open = read(number);
            } catch (Unsupported e) {
                throw e.at(linker.program().get(method.id().owner()).sourceFile(), code.line(number));
            }
            number++;
            if (open && code.isStart(number)) {
                end(new Terminator.Goto(next(number)));
                open = false;
            }
        }
    }

    /** Where the block at that number begins, with the stack as it is now. */
    private Block next(int number) {
        return blockAt(number, at.kinds());
    }

    private Block next(Label label) {
        return next(code.position(label));
    }

    private void end(Terminator terminator) {
        at.flush(places());
        at.block().end(terminator);
    }

    /** Ends the block by a decision on an expression, which is evaluated behind what is on the stack. */
    private Node settled(Node decision) {
        List<Variable> places = places();
        at.push(decision);
        at.flush(places);
        return at.pop();
    }

    private List<Variable> places() {
        List<Kind> kinds = at.kinds();
        List<Variable> places = new ArrayList<>();
        for (int depth = 0; depth < kinds.size(); depth++) {
            places.add(place(depth, kinds.get(depth)));
        }
        return places;
    }

    private Variable place(int depth, Kind kind) {
        return stackVariables.computeIfAbsent(new Slot(depth, kind), slot -> new Variable(slot.kind()));
    }

    private Variable local(int number, TypeKind type) {
        return localVariables.computeIfAbsent(new Slot(number, Kinds.of(type)), slot -> new Variable(slot.kind()));
    }

    /** Reads one instruction; false if the block ends with it. */
    private boolean read(int number) {
        switch (code.instruction(number)) {
            case LoadInstruction load -> at.push(new Node.Read(local(load.slot(), load.typeKind())));
            case StoreInstruction store -> at.add(new Statement.Set(local(store.slot(), store.typeKind()), at.pop()));
            case IncrementInstruction increment -> {
                Variable variable = local(increment.slot(), TypeKind.INT);
                at.add(new Statement.Set(
                        variable, Node.of(Op.I32_ADD, new Node.Read(variable), Node.of(increment.constant()))));
            }
            case ConstantInstruction constant -> at.push(Constants.of(linker, constant));
            case OperatorInstruction operator -> {
                return operator(number, operator);
            }
            case ConvertInstruction convert -> at.push(Arithmetic.of(convert.opcode(), at.pop(1)));
            case StackInstruction stack -> StackOperations.apply(at, stack.opcode());
            case FieldInstruction field -> {
                return field(number, field);
            }
            case ArrayLoadInstruction load -> ArrayInstructions.load(at, load.typeKind());
            case ArrayStoreInstruction store -> ArrayInstructions.store(at, store.typeKind());
            case NewObjectInstruction create -> {
                return create(number, ClassNames.of(create.className()));
            }
            case NewPrimitiveArrayInstruction create ->
                ArrayInstructions.createPrimitive(linker, at, create.typeKind());
            case NewReferenceArrayInstruction create ->
                ArrayInstructions.createOfReferences(linker, at, ClassNames.of(create.componentType()));
            case TypeCheckInstruction check -> typeCheck(check);
            case InvokeInstruction invoke -> {
                return invoke(number, Invocation.of(linker.program(), invoke));
            }
            case BranchInstruction branch -> {
                branch(number, branch);
                return false;
            }
            case TableSwitchInstruction table -> {
                cases(table.cases(), table.defaultTarget());
                return false;
            }
            case LookupSwitchInstruction lookup -> {
                cases(lookup.cases(), lookup.defaultTarget());
                return false;
            }
            case ReturnInstruction _ -> {
                at.block().end(new Terminator.Return(result.map(_ -> at.pop())));
                return false;
            }
            case ThrowInstruction _ -> {
                at.add(new Statement.SetGlobal(linker.thrown(), at.pop()));
                at.block().end(new Terminator.Goto(landing(code.handlersOf(number))));
                return false;
            }
            case NopInstruction _ -> {}
            case MonitorInstruction _ -> throw new Unsupported("synchronized is not part of contracts in Java");
            case Instruction other -> throw new Unsupported("the instruction " + other.opcode());
        }
        return true;
    }

    private boolean operator(int number, OperatorInstruction operator) {
        Opcode opcode = operator.opcode();
        if (opcode == Opcode.ARRAYLENGTH) {
            ArrayInstructions.length(at);
            return true;
        }
        // javac compares longs in two steps, which are one in Wasm.
        if (opcode == Opcode.LCMP
                && !code.isStart(number + 1)
                && code.instruction(number + 1) instanceof BranchInstruction branch) {
            List<Node> operands = at.pop(2);
            Node condition = Arithmetic.condition(branch.opcode(), operands.getFirst(), operands.getLast());
            decide(condition, next(branch.target()), number + 2);
            return false;
        }
        int arity = Arithmetic.arity(opcode);
        at.push(Arithmetic.of(opcode, Arithmetic.needsAtoms(opcode) ? at.popAtoms(arity) : at.pop(arity)));
        return true;
    }

    private void branch(int number, BranchInstruction branch) {
        switch (branch.opcode()) {
            case GOTO, GOTO_W -> end(new Terminator.Goto(next(branch.target())));
            case IFEQ, IFNE, IFLT, IFGE, IFGT, IFLE -> {
                Node value = at.pop();
                decide(Arithmetic.condition(branch.opcode(), value, Node.of(0)), next(branch.target()), number + 1);
            }
            case IFNULL, IFNONNULL -> {
                Node value = at.pop();
                Node condition = Arithmetic.condition(branch.opcode(), value, Node.of(Layout.NULL));
                decide(condition, next(branch.target()), number + 1);
            }
            default -> {
                List<Node> operands = at.pop(2);
                Node condition = Arithmetic.condition(branch.opcode(), operands.getFirst(), operands.getLast());
                decide(condition, next(branch.target()), number + 1);
            }
        }
    }

    private void decide(Node condition, Block target, int following) {
        Block otherwise = next(following);
        Node settled = settled(condition);
        at.block()
                .end(
                        target == otherwise
                                ? new Terminator.Goto(target)
                                : new Terminator.Branch(settled, target, otherwise));
    }

    private void cases(List<SwitchCase> cases, Label otherwise) {
        Node index = at.popAtom();
        Block defaultBlock = next(otherwise);
        List<Switches.Case> targets = cases.stream()
                .map(each -> new Switches.Case(each.caseValue(), next(each.target())))
                .toList();
        Node settled = settled(index);
        Switches.end(at.block(), settled, targets, defaultBlock);
    }

    private boolean field(int number, FieldInstruction field) {
        String owner = ClassNames.of(field.owner());
        String name = field.name().stringValue();
        ClassDesc type = ClassDesc.ofDescriptor(ClassNames.ofDescriptor(field.type()));
        boolean wide = field.type().equalsString("J");
        switch (field.opcode()) {
            case GETFIELD ->
                at.push(new Node.Load(
                        wide ? Op.I64_LOAD : Op.I32_LOAD, linker.layout().offset(owner, name), at.pop()));
            case PUTFIELD -> {
                List<Node> operands = at.pop(2);
                at.add(new Statement.Store(
                        wide ? Op.I64_STORE : Op.I32_STORE,
                        linker.layout().offset(owner, name),
                        operands.getFirst(),
                        operands.getLast()));
            }
            default -> {
                boolean put = field.opcode() == Opcode.PUTSTATIC;
                String declaring = linker.program().staticFieldOwner(owner, name);
                return initialize(number, declaring, () -> {
                    var global = linker.staticField(owner, name, type);
                    if (put) {
                        at.add(new Statement.SetGlobal(global, at.pop()));
                    } else {
                        at.push(new Node.ReadGlobal(global));
                    }
                    return true;
                });
            }
        }
        return true;
    }

    private void typeCheck(TypeCheckInstruction check) {
        String type = ClassNames.of(check.type());
        Node object = at.popAtom();
        if (check.opcode() == Opcode.INSTANCEOF) {
            at.push(types.instanceOf(at, object, type));
        } else {
            types.cast(at, object, type);
            at.push(object);
        }
    }

    private boolean create(int number, String type) {
        return initialize(number, type, () -> {
            at.push(Node.call(linker.allocator(type)));
            return true;
        });
    }

    private boolean invoke(int number, Invocation invocation) {
        switch (invocation) {
            case Invocation.Nothing _ -> at.add(new Statement.Evaluate(at.pop()));
            case Invocation.CloneOfArray(String type) -> ArrayInstructions.copy(linker, at, type);
            case Invocation.Direct(var id, boolean isStatic) -> {
                ClassInfo.Method callee = linker.declaration(id);
                if (Intrinsics.apply(linker, at, callee)) {
                    return true;
                }
                return isStatic ? initialize(number, id.owner(), () -> call(number, id)) : call(number, id);
            }
            case Invocation.Virtual(var selector) -> {
                var targets = linker.targets(selector).sequencedKeySet();
                if (targets.isEmpty()) {
                    return callOnNull(selector.signature(false).parameters().size());
                }
                return targets.size() == 1
                        ? call(number, targets.getFirst())
                        : call(
                                number,
                                linker.dispatcher(selector),
                                targets.stream().anyMatch(linker::mayThrow));
            }
        }
        return true;
    }

    /** There is no object that has the method, so the call can only fail. */
    private boolean callOnNull(int arguments) {
        at.pop(arguments).forEach(argument -> at.add(new Statement.Evaluate(argument)));
        at.block().end(new Terminator.Trap());
        return false;
    }

    private boolean call(int number, MethodId id) {
        Optional<Inlining> inlining = linker.mayThrow(id) ? Optional.empty() : linker.inlining(id);
        if (inlining.isPresent()) {
            inlining.get().apply(at);
            return true;
        }
        return call(number, linker.method(id), linker.mayThrow(id));
    }

    private boolean call(int number, Function function, boolean mayThrow) {
        Node call =
                new Node.Call(function, at.pop(function.signature().parameters().size()));
        Optional<Kind> returned = function.signature().result();
        if (!mayThrow) {
            if (returned.isPresent()) {
                at.push(call);
            } else {
                at.add(new Statement.Evaluate(call));
            }
            return true;
        }
        if (returned.isPresent()) {
            Variable value = new Variable(returned.get());
            at.add(new Statement.Set(value, call));
            at.push(new Node.Read(value));
        } else {
            at.add(new Statement.Evaluate(call));
        }
        return afterCall(number);
    }

    /** Goes on only if the call before did not end in an exception. */
    private boolean afterCall(int number) {
        List<ExceptionCatch> handlers = code.handlersOf(number);
        if (handlers.isEmpty()) {
            at.add(new Statement.ReturnIf(linker.thrown()));
            return true;
        }
        Node failed = new Node.ReadGlobal(linker.thrown());
        Block following = next(number + 1);
        Node settled = settled(failed);
        at.block().end(new Terminator.Branch(settled, landing(handlers), following));
        return false;
    }

    private interface Step {
        boolean read();
    }

    /** Initializes a class, unless it is certain to be, and goes on. */
    private boolean initialize(int number, String type, Step step) {
        Optional<Function> initializer = linker.initializer(type, method);
        if (initializer.isPresent() && at.initializes(type)) {
            at.add(new Statement.Evaluate(Node.call(initializer.get())));
            if (linker.initializerMayThrow(type)) {
                if (!code.handlersOf(number).isEmpty()) {
                    throw new Unsupported("the static initializer of " + type.replace('/', '.')
                            + " may throw, and is used inside try for the first time");
                }
                at.add(new Statement.ReturnIf(linker.thrown()));
            }
        }
        return step.read();
    }

    /** Where an exception goes that these handlers are asked for. */
    private Block landing(List<ExceptionCatch> handlers) {
        return landings.computeIfAbsent(handlers, this::makeLanding);
    }

    private Block makeLanding(List<ExceptionCatch> handlers) {
        Block first = new Block();
        BlockBuilder builder = new BlockBuilder(first);
        Variable exception = new Variable(Kind.I32);
        builder.add(new Statement.Set(exception, new Node.ReadGlobal(linker.thrown())));
        for (ExceptionCatch handler : handlers) {
            Block caught = new Block()
                    .add(new Statement.SetGlobal(linker.thrown(), Node.of(0)))
                    .add(new Statement.Set(place(0, Kind.I32), new Node.Read(exception)))
                    .end(new Terminator.Goto(blockAt(code.position(handler.handler()), List.of(Kind.I32))));
            if (handler.catchType().isEmpty()) {
                builder.block().end(new Terminator.Goto(caught));
                return first;
            }
            Node matches = types.instanceOf(
                    builder,
                    new Node.Read(exception),
                    ClassNames.of(handler.catchType().get()));
            Block otherwise = new Block();
            builder.block().end(new Terminator.Branch(matches, caught, otherwise));
            builder = new BlockBuilder(otherwise);
        }
        builder.block()
                .end(new Terminator.Return(result.map(kind -> kind == Kind.I64 ? new Node.Const64(0) : Node.of(0))));
        return first;
    }
}
