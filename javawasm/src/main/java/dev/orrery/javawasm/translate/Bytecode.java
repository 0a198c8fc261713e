package dev.orrery.javawasm.translate;

import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.PseudoInstruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The instructions of a method by number, the numbers its labels stand for, and where blocks must begin. */
final class Bytecode {
    private final List<Instruction> instructions = new ArrayList<>();
    private final Map<Label, Integer> positions = new HashMap<>();
    private final List<Integer> lines = new ArrayList<>();
    private final List<ExceptionCatch> handlers;
    private final Set<Integer> starts = new HashSet<>();

    Bytecode(CodeModel code) {
        int line = 0;
        for (CodeElement element : code) {
            switch (element) {
                case Instruction instruction -> {
                    instructions.add(instruction);
                    lines.add(line);
                }
                case LabelTarget target -> positions.put(target.label(), instructions.size());
                case LineNumber number -> line = number.line();
                case PseudoInstruction _ -> {}
                default -> {}
            }
        }
        handlers = code.exceptionHandlers();
        instructions.forEach(this::noteTargets);
        handlers.forEach(handler -> starts.add(position(handler.handler())));
    }

    private void noteTargets(Instruction instruction) {
        switch (instruction) {
            case BranchInstruction branch -> starts.add(position(branch.target()));
            case TableSwitchInstruction table -> noteTargets(table.cases(), table.defaultTarget());
            case LookupSwitchInstruction lookup -> noteTargets(lookup.cases(), lookup.defaultTarget());
            default -> {}
        }
    }

    private void noteTargets(List<SwitchCase> cases, Label otherwise) {
        cases.forEach(each -> starts.add(position(each.target())));
        starts.add(position(otherwise));
    }

    Instruction instruction(int number) {
        return instructions.get(number);
    }

    int position(Label label) {
        return positions.get(label);
    }

    int line(int number) {
        return lines.get(number);
    }

    /** Whether control can come to this instruction from elsewhere than the one before it. */
    boolean isStart(int number) {
        return starts.contains(number);
    }

    /** The handlers around an instruction, in the order they are asked. */
    List<ExceptionCatch> handlersOf(int number) {
        return handlers.stream()
                .filter(handler -> position(handler.tryStart()) <= number && number < position(handler.tryEnd()))
                .toList();
    }
}
