package dev.orrery.javawasm.wasm;

import java.util.List;
import java.util.Optional;

/** One instruction of a body. Functions and globals get their numbers only when the module is written. */
public sealed interface Instruction {
    record Plain(Op op) implements Instruction {}

    /** A load or a store at the address on the stack plus an offset. */
    record Access(Op op, int offset) implements Instruction {}

    record Const32(int value) implements Instruction {}

    record Const64(long value) implements Instruction {}

    record GetLocal(int index) implements Instruction {}

    record SetLocal(int index) implements Instruction {}

    record TeeLocal(int index) implements Instruction {}

    record GetGlobal(Global global) implements Instruction {}

    record SetGlobal(Global global) implements Instruction {}

    record Call(Function function) implements Instruction {}

    record Block() implements Instruction {}

    record Loop() implements Instruction {}

    record If(Optional<Kind> result) implements Instruction {}

    record Else() implements Instruction {}

    record End() implements Instruction {}

    record Br(int depth) implements Instruction {}

    record BrIf(int depth) implements Instruction {}

    record BrTable(List<Integer> depths, int otherwise) implements Instruction {
        public BrTable {
            depths = List.copyOf(depths);
        }
    }
}
