package dev.orrery.engine.run;

import dev.orrery.engine.Extern;
import dev.orrery.engine.LinkException;
import dev.orrery.engine.Linker;
import dev.orrery.engine.model.ConstExpr;
import dev.orrery.engine.model.DataSegment;
import dev.orrery.engine.model.ElementSegment;
import dev.orrery.engine.model.ExternType;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.Global;
import dev.orrery.engine.model.Import;
import dev.orrery.engine.model.Limits;
import dev.orrery.engine.model.SegmentMode;
import dev.orrery.engine.model.WasmModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes one instance: links imports, allocates, copies active segments, runs the start function. Wasm spec 4.5.4. */
final class Instantiation {
    /** Stands where a module has no memory; every access to it is out of bounds. */
    private static final LinearMemory NO_MEMORY = new LinearMemory(0, 0);

    private final Blueprint blueprint;
    private final WasmModule model;
    private final List<FunctionRef> functions = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();
    private final List<GlobalCell> globals = new ArrayList<>();
    private Optional<LinearMemory> importedMemory = Optional.empty();

    private Instantiation(Blueprint blueprint) {
        this.blueprint = blueprint;
        this.model = blueprint.module().model();
    }

    static RunningInstance run(Blueprint blueprint, Linker linker, long fuel) throws LinkException {
        Instantiation work = new Instantiation(blueprint);
        for (Import wanted : work.model.imports()) {
            work.link(wanted, linker);
        }
        return work.start(fuel);
    }

    private void link(Import wanted, Linker linker) throws LinkException {
        Extern given = linker.resolve(wanted).orElseThrow(() -> new LinkException(wanted, Optional.empty()));
        switch (given) {
            case Extern.Host host -> {
                checkFunction(wanted, host.type());
                functions.add(new FunctionRef.Host(host.type(), host.function()));
            }
            case Extern.Function guest -> {
                FunctionRef function = ((RunningInstance) guest.owner()).functionRef(guest.functionIndex());
                checkFunction(wanted, function.type());
                functions.add(function);
            }
            case Extern.Memory other -> {
                LinearMemory memory = other.memory();
                check(
                        wanted,
                        wanted.type() instanceof ExternType.Memory type
                                && within(memory.pages(), memory.maxPages(), type.limits()));
                importedMemory = Optional.of(memory);
            }
            case Extern.OfTable other -> {
                Table table = other.table();
                check(
                        wanted,
                        wanted.type() instanceof ExternType.Table type
                                && type.element() == table.type()
                                && within(table.size(), table.max(), type.limits()));
                tables.add(table);
            }
            case Extern.Global other -> {
                check(wanted, other.type().equals(wanted.type()));
                globals.add(other.cell());
            }
        }
    }

    private void checkFunction(Import wanted, FuncType type) throws LinkException {
        boolean fits = wanted.type() instanceof ExternType.Function function
                && model.types().get(function.typeIndex()).equals(type);
        if (!fits) {
            throw new LinkException(wanted, Optional.of(type));
        }
    }

    private static void check(Import wanted, boolean fits) throws LinkException {
        if (!fits) {
            throw new LinkException(wanted, Optional.empty());
        }
    }

    private static boolean within(long size, long max, Limits wanted) {
        return size >= wanted.min()
                && (wanted.max().isEmpty() || max <= wanted.max().getAsLong());
    }

    private RunningInstance start(long fuel) {
        LinearMemory memory = importedMemory.orElseGet(
                () -> blueprint.pool().map(MemoryPool::take).orElse(NO_MEMORY));
        int importedGlobals = globals.size();
        model.globals().forEach(global -> globals.add(new GlobalCell()));
        for (ExternType.Table table : model.tables()) {
            long max = table.limits().max().orElse(0xFFFF_FFFFL);
            tables.add(new Table(table.element(), Math.toIntExact(table.limits().min()), max));
        }
        RunningInstance instance = new RunningInstance(
                blueprint,
                memory,
                tables.toArray(Table[]::new),
                globals.toArray(GlobalCell[]::new),
                functions.toArray(FunctionRef[]::new));
        instance.fuel(fuel);
        try {
            initialise(instance, importedGlobals);
        } catch (RuntimeException failed) {
            if (model.tables().size() == tables.size()) {
                instance.close(); // unless functions of this instance were put into a table that others hold
            }
            throw failed;
        }
        return instance;
    }

    private void initialise(RunningInstance instance, int importedGlobals) {
        for (int i = 0; i < model.globals().size(); i++) {
            Global global = model.globals().get(i);
            GlobalCell cell = instance.globals[importedGlobals + i];
            if (global.type().type().isReference()) {
                cell.reference = reference(instance, global.init());
            } else {
                cell.bits = number(instance, global.init());
            }
        }
        for (int i = 0; i < model.elements().size(); i++) {
            copyElements(instance, i);
        }
        for (int i = 0; i < model.data().size(); i++) {
            copyData(instance, i);
        }
        model.start().ifPresent(instance::invoke);
    }

    private void copyElements(RunningInstance instance, int index) {
        ElementSegment segment = model.elements().get(index);
        Object[] references = new Object[segment.elements().size()];
        for (int i = 0; i < references.length; i++) {
            references[i] = reference(instance, segment.elements().get(i));
        }
        instance.elements(index, references);
        switch (segment.mode()) {
            case SegmentMode.Active active -> {
                int offset = (int) number(instance, active.offset());
                instance.tableInit(active.target(), index, offset, 0, references.length);
                instance.dropElements(index);
            }
            case SegmentMode.Declarative ignored -> instance.dropElements(index);
            case SegmentMode.Passive ignored -> {}
        }
    }

    private void copyData(RunningInstance instance, int index) {
        DataSegment segment = model.data().get(index);
        if (segment.mode() instanceof SegmentMode.Active active) {
            if (!blueprint.dataInImage()) {
                instance.memoryInit(index, (int) number(instance, active.offset()), 0, segment.length());
            }
            instance.dropData(index);
        }
    }

    private static long number(RunningInstance instance, ConstExpr expression) {
        return switch (expression) {
            case ConstExpr.Const constant -> constant.bits();
            case ConstExpr.GlobalGet global -> instance.globals[global.index()].bits;
            case ConstExpr.RefNull ignored -> throw new IllegalArgumentException("a number was expected");
            case ConstExpr.RefFunc ignored -> throw new IllegalArgumentException("a number was expected");
        };
    }

    private static Object reference(RunningInstance instance, ConstExpr expression) {
        return switch (expression) {
            case ConstExpr.RefNull ignored -> null;
            case ConstExpr.RefFunc function -> instance.functionRef(function.index());
            case ConstExpr.GlobalGet global -> instance.globals[global.index()].reference;
            case ConstExpr.Const ignored -> throw new IllegalArgumentException("a reference was expected");
        };
    }
}
