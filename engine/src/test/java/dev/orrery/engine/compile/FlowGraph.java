package dev.orrery.engine.compile;

import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Which instruction of a method can follow which. */
final class FlowGraph {
    final List<Instruction> instructions = new ArrayList<>();
    private final List<List<Integer>> successors = new ArrayList<>();

    FlowGraph(CodeModel code) {
        Map<Label, Integer> labels = new HashMap<>();
        List<ExceptionCatch> catches = new ArrayList<>();
        for (CodeElement element : code) {
            switch (element) {
                case LabelTarget target -> labels.put(target.label(), instructions.size());
                case ExceptionCatch handler -> catches.add(handler);
                case Instruction instruction -> instructions.add(instruction);
                default -> {}
            }
        }
        for (int i = 0; i < instructions.size(); i++) {
            successors.add(new ArrayList<>(next(i, labels)));
        }
        for (ExceptionCatch handler : catches) {
            for (int i = labels.get(handler.tryStart()); i < labels.get(handler.tryEnd()); i++) {
                successors.get(i).add(labels.get(handler.handler()));
            }
        }
    }

    private List<Integer> next(int i, Map<Label, Integer> labels) {
        return switch (instructions.get(i)) {
            case BranchInstruction branch -> {
                int target = labels.get(branch.target());
                boolean always = branch.opcode() == Opcode.GOTO || branch.opcode() == Opcode.GOTO_W;
                yield always ? List.of(target) : List.of(target, i + 1);
            }
            case TableSwitchInstruction choice -> targets(choice.cases(), choice.defaultTarget(), labels);
            case LookupSwitchInstruction choice -> targets(choice.cases(), choice.defaultTarget(), labels);
            case ReturnInstruction _, ThrowInstruction _ -> List.of();
            default -> List.of(i + 1);
        };
    }

    private static List<Integer> targets(List<SwitchCase> cases, Label other, Map<Label, Integer> labels) {
        List<Integer> targets = new ArrayList<>();
        cases.forEach(each -> targets.add(labels.get(each.target())));
        targets.add(labels.get(other));
        return targets;
    }

    List<Integer> successors(int instruction) {
        return successors.get(instruction);
    }

    /** What can be reached from {@code start} without passing an instruction where {@code ends} holds. */
    BitSet reachable(int start, Predicate<Instruction> ends) {
        BitSet seen = new BitSet();
        Deque<Integer> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            int at = open.pop();
            if (!seen.get(at)) {
                seen.set(at);
                if (!ends.test(instructions.get(at))) {
                    open.addAll(successors(at));
                }
            }
        }
        return seen;
    }

    /** An instruction of a cycle in which {@code broken} holds nowhere, if there is one. */
    Optional<Integer> cycleWithout(Predicate<Instruction> broken) {
        List<List<Integer>> kept = new ArrayList<>();
        for (int i = 0; i < instructions.size(); i++) {
            kept.add(broken.test(instructions.get(i)) ? List.of() : successors(i));
        }
        return cycle(kept);
    }

    /** A node of a cycle of a graph given by the successors of each node, if there is one: peels off nodes without predecessors. */
    static Optional<Integer> cycle(List<List<Integer>> successors) {
        int[] predecessors = new int[successors.size()];
        successors.forEach(targets -> targets.forEach(target -> predecessors[target]++));
        Deque<Integer> free = new ArrayDeque<>();
        for (int i = 0; i < predecessors.length; i++) {
            if (predecessors[i] == 0) {
                free.push(i);
            }
        }
        while (!free.isEmpty()) {
            for (int target : successors.get(free.pop())) {
                if (--predecessors[target] == 0) {
                    free.push(target);
                }
            }
        }
        for (int i = 0; i < predecessors.length; i++) {
            if (predecessors[i] > 0) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }
}
