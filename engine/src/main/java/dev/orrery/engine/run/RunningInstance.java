package dev.orrery.engine.run;

import dev.orrery.engine.Extern;
import dev.orrery.engine.FunctionObserver;
import dev.orrery.engine.Instance;
import dev.orrery.engine.Module;
import dev.orrery.engine.Tier;
import dev.orrery.engine.Trap;
import dev.orrery.engine.TrapCode;
import dev.orrery.engine.model.DataSegment;
import dev.orrery.engine.model.Export;
import dev.orrery.engine.model.WasmModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The state of one running copy of a module, the same in both tiers. Hot: generated code reads and writes the fields.
 * Confined to one thread at a time.
 */
public final class RunningInstance implements Instance {
    private static final Object[] NO_ELEMENTS = {};

    private static final GuestCalls NO_CALLS = new GuestCalls() {
        @Override
        public long[] call(int function, long[] args, int stack) {
            throw Code.unknown(function);
        }

        @Override
        public int[] branchTable(int number) {
            throw new IllegalArgumentException("table " + number);
        }
    };

    /** Memory 0; an empty one if the module has none. */
    public final LinearMemory memory;

    public final Table[] tables;
    public final GlobalCell[] globals;

    /**
     * How much fuel a guest gets at a time; when it is used up the guest is asked whether it should stop, about twice in a
     * second. Ordinary calls must not get there: a hot loop that has refilled once is compiled with the refill as a call in
     * it, and was 5 % slower with portions of 2^30.
     */
    private static final long PORTION = 1L << 39;

    /** Fuel at hand, from 0 to {@link #PORTION}: one signed comparison decides a charge. The rest is in {@link #reserve}. */
    public long fuel;

    /** Results of a function that returns more than one value, from its return to its caller's next instruction. Raw bits. */
    public long[] results = {};

    /** Who calls for continuations; there before any runs. */
    public GuestCalls guestCalls = NO_CALLS;

    private long reserve;
    private boolean exhausted;
    private BooleanSupplier stop = () -> false;
    private FunctionObserver observer = FunctionObserver.NONE;

    private final Blueprint blueprint;
    private final FunctionRef[] imports;
    private final FunctionRef[] references;
    private final boolean[] droppedData;
    private final Object[][] elements;
    private final List<FunctionRef> functionHandles = new ArrayList<>();
    private boolean closed;

    /** @param imports what the imported functions are bound to */
    RunningInstance(
            Blueprint blueprint, LinearMemory memory, Table[] tables, GlobalCell[] globals, FunctionRef[] imports) {
        WasmModule model = blueprint.module().model();
        this.blueprint = blueprint;
        this.memory = memory;
        this.tables = tables;
        this.globals = globals;
        this.imports = imports;
        this.references = new FunctionRef[imports.length + model.functionTypes().size()];
        this.droppedData = new boolean[model.data().size()];
        this.elements = new Object[model.elements().size()][];
    }

    @Override
    public Module module() {
        return blueprint.module();
    }

    Code code() {
        return blueprint.code();
    }

    /** Bytes of the stack budget that must be left when a function of the host is called. */
    int importBytes() {
        return blueprint.importBytes();
    }

    @Override
    public LinearMemory memory() {
        return memory;
    }

    @Override
    public long fuel() {
        return fuel + reserve;
    }

    @Override
    public void fuel(long units) {
        fill(units);
        exhausted = false;
    }

    private void fill(long units) {
        fuel = units < 0 ? PORTION : Math.min(units, PORTION);
        reserve = units - fuel;
    }

    @Override
    public void stopWhen(BooleanSupplier condition) {
        stop = condition;
    }

    @Override
    public void observe(FunctionObserver watching) {
        if (blueprint.tier() != Tier.INTERPRETED) {
            throw new IllegalStateException("compiled code can't be watched");
        }
        observer = watching;
    }

    /** Who watches; asked by the interpreter only. */
    public FunctionObserver observer() {
        return observer;
    }

    @Override
    public boolean fuelExhausted() {
        return exhausted;
    }

    /** Takes {@code units} (not negative) from the fuel, or traps and leaves it as it was. */
    public void charge(long units) {
        fuel = InstanceAccess.charge(fuel, units, this);
    }

    /**
     * Pays {@code units} for which there was not enough at hand, or traps.
     *
     * @param debt what taking them made of the fuel at hand, below 0
     * @return fuel at hand afterwards
     */
    long refill(long debt, long units) {
        if (stop.getAsBoolean()) {
            throw new Trap.Fault(TrapCode.INTERRUPTED);
        }
        long total = debt + units + reserve;
        if (Long.compareUnsigned(total, units) < 0) {
            exhausted = true;
            throw new Trap.Fault(TrapCode.FUEL_EXHAUSTED);
        }
        fill(total - units);
        return fuel;
    }

    @Override
    public long[] invoke(int functionIndex, long... args) {
        int stack = blueprint.profile().stack().budgetBytes();
        try {
            return callFunction(functionIndex, args, stack);
        } catch (Trap trap) {
            throw trap;
        } catch (IndexOutOfBoundsException outOfBounds) {
            throw Traps.memoryOutOfBounds(); // only loads and stores leave their bounds check to the JDK
        } catch (ArithmeticException divisionByZero) {
            throw Traps.divideByZero();
        } catch (StackOverflowError overflow) {
            StackAlarm.raise();
            throw Traps.stackExhausted();
        }
    }

    /** Calls a function of the function index space, imported or defined. */
    public long[] callFunction(int functionIndex, long[] args, int stack) {
        return functionIndex < imports.length
                ? imports[functionIndex].call(this, args, stack)
                : code().call(this, functionIndex, args, stack);
    }

    /**
     * {@code call_indirect} without the compiler's short cut: looks the element up, checks its type, calls it.
     *
     * @param type the expected type's index in the module's types
     */
    public long[] callIndirect(int table, int index, int type, long[] args, int stack) {
        FunctionRef function = element(table, index);
        if (!function.type().equals(blueprint.module().model().types().get(type))) {
            throw Traps.typeMismatch();
        }
        return function.call(this, args, stack);
    }

    /** The index of the function in a table's element if this instance's module defines it, otherwise −1. */
    public int ownFunction(int table, int index) {
        return element(table, index) instanceof FunctionRef.Guest guest && guest.owner == this ? guest.index : -1;
    }

    private FunctionRef element(int table, int index) {
        Object[] entries = tables[table].elements;
        if (Integer.compareUnsigned(index, entries.length) >= 0) {
            throw Traps.tableOutOfBounds();
        }
        if (entries[index] instanceof FunctionRef function) {
            return function;
        }
        throw Traps.uninitializedElement();
    }

    /** {@code ref.func}: always the same object for one function. */
    public FunctionRef functionRef(int functionIndex) {
        FunctionRef known = references[functionIndex];
        if (known == null) {
            known = functionIndex < imports.length
                    ? imports[functionIndex]
                    : new FunctionRef.Guest(this, functionIndex, blueprint.functionType(functionIndex));
            references[functionIndex] = known;
        }
        return known;
    }

    /**
     * The number that stands for a reference where values are raw bits: 0 for the null reference, the host's own number for an
     * external reference, a number that only this instance knows for a function.
     */
    public long bits(Object reference) {
        return switch (reference) {
            case null -> 0;
            case Long external -> external;
            default -> {
                functionHandles.add((FunctionRef) reference);
                yield functionHandles.size();
            }
        };
    }

    /** The external reference with that number: a {@link Long}, or null for 0. */
    public static Object externalReference(long bits) {
        return bits == 0 ? null : (Long) bits;
    }

    /** The function that {@link #bits} made a number of, or null for 0. */
    public FunctionRef functionReference(long bits) {
        return bits == 0 ? null : functionHandles.get((int) bits - 1);
    }

    public void memoryInit(int segment, int to, int from, int length) {
        DataSegment data = module().model().data().get(segment);
        int available = droppedData[segment] ? 0 : data.length();
        memory.init(to, module().model().bytes(), data.start(), available, from, length);
    }

    public void dropData(int segment) {
        droppedData[segment] = true;
    }

    public void tableInit(int table, int segment, int to, int from, int length) {
        tables[table].init(to, elements[segment], from, length);
    }

    public void dropElements(int segment) {
        elements[segment] = NO_ELEMENTS;
    }

    void elements(int segment, Object[] references) {
        elements[segment] = references;
    }

    @Override
    public Optional<Extern> export(String name) {
        return module().model().export(name).map(this::extern);
    }

    private Extern extern(Export export) {
        int index = export.index();
        return switch (export.kind()) {
            case FUNCTION -> function(functionRef(index));
            case TABLE -> new Extern.OfTable(tables[index]);
            case MEMORY -> new Extern.Memory(memory);
            case GLOBAL -> new Extern.Global(blueprint.globalTypes().get(index), globals[index]);
        };
    }

    private static Extern function(FunctionRef function) {
        return switch (function) {
            case FunctionRef.Guest guest -> new Extern.Function(guest.owner, guest.index);
            case FunctionRef.Host host -> new Extern.Host(host.type(), host.function());
        };
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            blueprint.release(memory);
        }
    }
}
