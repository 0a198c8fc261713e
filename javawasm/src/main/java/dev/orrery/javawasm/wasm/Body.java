package dev.orrery.javawasm.wasm;

import java.util.ArrayList;
import java.util.List;

/**
 * Locals beyond the parameters, and instructions without the last {@code end}.
 *
 * <p>Constructed from any list, it keeps a shorter one that does the same.
 */
public record Body(List<Kind> locals, List<Instruction> instructions) {
    public Body {
        locals = List.copyOf(locals);
        instructions = List.copyOf(shortened(instructions));
    }

    /** Looks at neighbours only: what is stored and read again at once, and branches to where control goes anyway. */
    private static List<Instruction> shortened(List<Instruction> instructions) {
        List<Instruction> result = new ArrayList<>(instructions.size());
        for (Instruction next : instructions) {
            Instruction last = result.isEmpty() ? null : result.getLast();
            if (next instanceof Instruction.GetLocal(int read)
                    && last instanceof Instruction.SetLocal(int written)
                    && read == written) {
                result.set(result.size() - 1, new Instruction.TeeLocal(read));
            } else if (next instanceof Instruction.End
                    && last instanceof Instruction.Br(int depth)
                    && depth == 0
                    && closesBlock(result)) {
                result.set(result.size() - 1, next);
            } else {
                result.add(next);
            }
        }
        return result;
    }

    /** Whether what is open at the end of these instructions is anything but a loop. */
    private static boolean closesBlock(List<Instruction> instructions) {
        int depth = 0;
        for (int i = instructions.size() - 1; i >= 0; i--) {
            switch (instructions.get(i)) {
                case Instruction.End _ -> depth++;
                case Instruction.Block _, Instruction.If _, Instruction.Loop _ -> {
                    if (depth == 0) {
                        return !(instructions.get(i) instanceof Instruction.Loop);
                    }
                    depth--;
                }
                default -> {}
            }
        }
        return false;
    }
}
