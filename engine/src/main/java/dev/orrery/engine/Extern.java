package dev.orrery.engine;

import dev.orrery.engine.model.ExternType;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.run.GlobalCell;
import dev.orrery.engine.run.LinearMemory;
import dev.orrery.engine.run.Table;

/** Something that can be given to a module as an import. */
public sealed interface Extern {
    record Host(FuncType type, HostFunction function) implements Extern {}

    /** A function of another instance. */
    record Function(Instance owner, int functionIndex) implements Extern {}

    record Memory(LinearMemory memory) implements Extern {}

    record OfTable(Table table) implements Extern {}

    record Global(ExternType.Global type, GlobalCell cell) implements Extern {}
}
