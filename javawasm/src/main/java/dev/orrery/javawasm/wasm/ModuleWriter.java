package dev.orrery.javawasm.wasm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Collects what is reachable from the exports and encodes it (Wasm specification 5.5). The order of everything follows from
 * the order of exports and calls, so the same program gives the same bytes.
 */
public final class ModuleWriter {
    private static final int[] HEADER = {0, 'a', 's', 'm', 1, 0, 0, 0};
    private static final int FUNCTION = 0;
    private static final int MEMORY = 2;

    private final SequencedMap<Function.Imported, Integer> imports = new LinkedHashMap<>();
    private final SequencedMap<Function.Defined, Body> functions = new LinkedHashMap<>();
    private final List<Global> globals = new ArrayList<>();
    private final LinkedHashSet<Signature> types = new LinkedHashSet<>();
    private final SequencedMap<String, Function> exports;
    private final Map<Function, Integer> numbers = new LinkedHashMap<>();

    /** Translates the bodies of all functions that the exports need. */
    public ModuleWriter(SequencedMap<String, Function> exports) {
        this.exports = exports;
        Deque<Function> wanted = new ArrayDeque<>(exports.values());
        LinkedHashSet<Function> known = new LinkedHashSet<>(exports.values());
        while (!wanted.isEmpty()) {
            Function function = wanted.remove();
            types.add(function.signature());
            switch (function) {
                case Function.Imported imported -> imports.put(imported, imports.size());
                case Function.Defined defined -> {
                    Body body = defined.body();
                    functions.put(defined, body);
                    for (Instruction instruction : body.instructions()) {
                        if (instruction instanceof Instruction.Call(Function callee) && known.add(callee)) {
                            wanted.add(callee);
                        }
                    }
                }
            }
        }
        imports.keySet().forEach(function -> numbers.put(function, numbers.size()));
        functions.keySet().forEach(function -> numbers.put(function, numbers.size()));
    }

    public int functionCount() {
        return functions.size();
    }

    /**
     * The module.
     *
     * @param data what memory holds from {@code dataAddress} on
     * @param pages of 64 KiB that memory begins with
     */
    public byte[] encode(int dataAddress, byte[] data, int pages) {
        byte[] code = code();
        Bytes module = new Bytes().raw(HEADER);
        section(module, 1, types.stream().map(ModuleWriter::type).toList());
        section(module, 2, imports.keySet().stream().map(this::imported).toList());
        section(module, 3, functions.keySet().stream().map(this::typeOf).toList());
        section(module, 5, List.of(new Bytes().raw(0).unsigned(pages).toArray()));
        section(module, 6, globals.stream().map(ModuleWriter::global).toList());
        section(module, 7, exported());
        module.raw(10).sized(code);
        section(module, 11, List.of(dataSegment(dataAddress, data)));
        return module.toArray();
    }

    private static void section(Bytes module, int id, List<byte[]> entries) {
        if (entries.isEmpty()) {
            return;
        }
        Bytes content = new Bytes().unsigned(entries.size());
        entries.forEach(content::raw);
        module.raw(id).sized(content.toArray());
    }

    private static byte[] type(Signature signature) {
        Bytes type = new Bytes().raw(0x60).unsigned(signature.parameters().size());
        signature.parameters().forEach(kind -> type.raw(kind.code()));
        type.unsigned(signature.result().isPresent() ? 1 : 0);
        signature.result().ifPresent(kind -> type.raw(kind.code()));
        return type.toArray();
    }

    private byte[] imported(Function.Imported function) {
        return new Bytes()
                .name("env")
                .name(function.importName())
                .raw(FUNCTION)
                .raw(typeOf(function))
                .toArray();
    }

    private byte[] typeOf(Function function) {
        return new Bytes()
                .unsigned(List.copyOf(types).indexOf(function.signature()))
                .toArray();
    }

    private static byte[] global(Global global) {
        Bytes bytes = new Bytes().raw(global.kind().code(), 1);
        bytes.raw(global.kind() == Kind.I64 ? 0x42 : 0x41).signed(global.initial());
        return bytes.raw(0x0B).toArray();
    }

    private List<byte[]> exported() {
        List<byte[]> entries = new ArrayList<>();
        entries.add(new Bytes().name("memory").raw(MEMORY).unsigned(0).toArray());
        exports.forEach((name, function) -> entries.add(new Bytes()
                .name(name)
                .raw(FUNCTION)
                .unsigned(numbers.get(function))
                .toArray()));
        return entries;
    }

    private static byte[] dataSegment(int address, byte[] data) {
        return new Bytes()
                .unsigned(0)
                .raw(0x41)
                .signed(address)
                .raw(0x0B)
                .sized(data)
                .toArray();
    }

    private byte[] code() {
        Bytes content = new Bytes().unsigned(functions.size());
        functions.values().forEach(body -> content.sized(encoded(body)));
        return content.toArray();
    }

    private byte[] encoded(Body body) {
        Bytes out = new Bytes();
        List<Bytes> runs = new ArrayList<>();
        List<Kind> locals = body.locals();
        for (int i = 0; i < locals.size(); ) {
            int end = i;
            while (end < locals.size() && locals.get(end) == locals.get(i)) {
                end++;
            }
            runs.add(new Bytes().unsigned(end - i).raw(locals.get(i).code()));
            i = end;
        }
        out.unsigned(runs.size());
        runs.forEach(run -> out.raw(run.toArray()));
        body.instructions().forEach(instruction -> write(out, instruction));
        return out.raw(0x0B).toArray();
    }

    private void write(Bytes out, Instruction instruction) {
        switch (instruction) {
            case Instruction.Plain(Op op) -> {
                out.raw(op.code());
                if (op == Op.MEMORY_SIZE || op == Op.MEMORY_GROW) {
                    out.raw(0);
                }
            }
            case Instruction.Access(Op op, int offset) ->
                out.raw(op.code()).unsigned(op.alignment()).unsigned(Integer.toUnsignedLong(offset));
            case Instruction.Const32(int value) -> out.raw(0x41).signed(value);
            case Instruction.Const64(long value) -> out.raw(0x42).signed(value);
            case Instruction.GetLocal(int index) -> out.raw(0x20).unsigned(index);
            case Instruction.SetLocal(int index) -> out.raw(0x21).unsigned(index);
            case Instruction.TeeLocal(int index) -> out.raw(0x22).unsigned(index);
            case Instruction.GetGlobal(Global global) -> out.raw(0x23).unsigned(numberOf(global));
            case Instruction.SetGlobal(Global global) -> out.raw(0x24).unsigned(numberOf(global));
            case Instruction.Call(Function function) -> out.raw(0x10).unsigned(numbers.get(function));
            case Instruction.Block() -> out.raw(0x02, 0x40);
            case Instruction.Loop() -> out.raw(0x03, 0x40);
            case Instruction.If(var result) ->
                out.raw(0x04, result.map(Kind::code).orElse(0x40));
            case Instruction.Else() -> out.raw(0x05);
            case Instruction.End() -> out.raw(0x0B);
            case Instruction.Br(int depth) -> out.raw(0x0C).unsigned(depth);
            case Instruction.BrIf(int depth) -> out.raw(0x0D).unsigned(depth);
            case Instruction.BrTable(List<Integer> depths, int otherwise) -> {
                out.raw(0x0E).unsigned(depths.size());
                depths.forEach(out::unsigned);
                out.unsigned(otherwise);
            }
        }
    }

    private int numberOf(Global global) {
        int number = globals.indexOf(global);
        if (number < 0) {
            globals.add(global);
            return globals.size() - 1;
        }
        return number;
    }
}
