package dev.orrery.javawasm.translate;

import dev.orrery.javawasm.program.ClassInfo;
import dev.orrery.javawasm.program.Layout;
import dev.orrery.javawasm.program.LibraryMethods;
import dev.orrery.javawasm.program.MethodId;
import dev.orrery.javawasm.tree.Block;
import dev.orrery.javawasm.tree.Node;
import dev.orrery.javawasm.tree.Statement;
import dev.orrery.javawasm.tree.Terminator;
import dev.orrery.javawasm.tree.Variable;
import dev.orrery.javawasm.wasm.Function;
import dev.orrery.javawasm.wasm.Kind;
import dev.orrery.javawasm.wasm.Op;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Bodies of the functions that no Java method stands for. */
final class Synthetics {
    private Synthetics() {}

    static Block allocation(Linker linker, String type) {
        Layout.Fields fields = linker.layout().fieldsOf(type);
        Variable object = new Variable(Kind.I32);
        Node address = new Node.Read(object);
        Block block = new Block()
                .add(new Statement.Set(
                        object, Node.call(linker.method(LibraryMethods.ALLOCATE), Node.of(fields.bytes()))))
                .add(new Statement.Store(
                        Op.I32_STORE, 0, address, Node.of(linker.layout().number(type))));
        for (int offset : fields.references()) {
            block.add(new Statement.Store(Op.I32_STORE, offset, address, Node.of(Layout.NULL)));
        }
        return block.end(new Terminator.Return(Optional.of(address)));
    }

    /** A new object, constructed without arguments. */
    static Block creation(Linker linker, MethodId constructor) {
        Variable object = new Variable(Kind.I32);
        Node address = new Node.Read(object);
        Block block = new Block();
        linker.initializer(constructor.owner())
                .ifPresent(function -> block.add(new Statement.Evaluate(Node.call(function))));
        return block.add(new Statement.Set(object, Node.call(linker.allocator(constructor.owner()))))
                .add(new Statement.Evaluate(Node.call(linker.method(constructor), address)))
                .end(new Terminator.Return(Optional.of(address)));
    }

    static Block initialization(Linker linker, String type) {
        ClassInfo info = linker.program().get(type);
        Block done = new Block().end(new Terminator.Return(Optional.empty()));
        Block work = new Block().add(new Statement.SetGlobal(linker.initialized(type), Node.of(1)));
        info.superName().flatMap(linker::initializer).ifPresent(function -> {
            work.add(new Statement.Evaluate(Node.call(function)));
            work.add(new Statement.ReturnIf(linker.thrown()));
        });
        info.method("<clinit>", "()V")
                .ifPresent(method -> work.add(new Statement.Evaluate(Node.call(linker.method(method.id())))));
        work.end(new Terminator.Return(Optional.empty()));
        return new Block().end(new Terminator.Branch(new Node.ReadGlobal(linker.initialized(type)), done, work));
    }

    /** Goes by the object's class number. With null, reading it is a trap. */
    static Block dispatch(Linker linker, SequencedMap<MethodId, List<String>> targets, List<Variable> parameters) {
        List<Node> arguments = parameters.stream().<Node>map(Node.Read::new).toList();
        SequencedMap<Integer, Block> byNumber = new TreeMap<>();
        targets.forEach((target, types) -> {
            Node call = new Node.Call(linker.method(target), arguments);
            Block block = linker.method(target).signature().result().isPresent()
                    ? Block.returning(call)
                    : new Block().add(new Statement.Evaluate(call)).end(new Terminator.Return(Optional.empty()));
            types.forEach(type -> byNumber.put(linker.layout().number(type), block));
        });
        int first = byNumber.firstEntry().getKey();
        int last = byNumber.lastEntry().getKey();
        Block nobody = new Block();
        List<Block> table = new ArrayList<>(Collections.nCopies(last - first + 1, nobody));
        byNumber.forEach((number, block) -> table.set(number - first, block));
        Node number = new Node.Load(Op.I32_LOAD, 0, arguments.getFirst());
        return new Block().end(new Terminator.Switch(Node.of(Op.I32_SUB, number, Node.of(first)), table, nobody));
    }

    static Block export(Linker linker, Optional<Function> initializer, MethodId id, List<Variable> parameters) {
        Node thrown = new Node.ReadGlobal(linker.thrown());
        Block failed = new Block()
                .add(new Statement.Evaluate(Node.call(linker.method(LibraryMethods.UNCAUGHT), thrown)))
                .end(new Terminator.Trap());
        Function method = linker.method(id);
        Node call = new Node.Call(
                method, parameters.stream().<Node>map(Node.Read::new).toList());
        Block run = new Block();
        Optional<Node> result = method.signature().result().map(kind -> {
            Variable value = new Variable(kind);
            run.add(new Statement.Set(value, call));
            return new Node.Read(value);
        });
        if (result.isEmpty()) {
            run.add(new Statement.Evaluate(call));
        }
        run.end(new Terminator.Branch(thrown, failed, new Block().end(new Terminator.Return(result))));
        return initializer
                .map(function -> new Block()
                        .add(new Statement.Evaluate(Node.call(function)))
                        .end(new Terminator.Branch(thrown, failed, run)))
                .orElse(run);
    }
}
