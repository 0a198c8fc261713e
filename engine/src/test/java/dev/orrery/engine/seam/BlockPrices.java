package dev.orrery.engine.seam;

import dev.orrery.engine.MeteringRule;
import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.Opcode;

/**
 * How an invented host system charges: each basic block is paid for before it runs, with a price for its header and one for
 * each of its operators. Blocks begin at the function's start, behind every operator that may not fall through to the next, and
 * where branches arrive.
 */
final class BlockPrices implements MeteringRule {
    /** For each block, whatever is in it. */
    static final long HEADER = 25;

    /** Units of an operator. */
    static long price(int opcode) {
        return switch (opcode) {
            case Opcode.BLOCK, Opcode.LOOP, Opcode.END, Opcode.NOP, Opcode.ELSE -> 0;
            case Opcode.I32_CONST, Opcode.LOCAL_GET, Opcode.LOCAL_SET, Opcode.LOCAL_TEE -> 1;
            case Opcode.I32_MUL -> 4;
            case Opcode.CALL -> 40;
            case Opcode.MEMORY_GROW -> 1_000;
            case Opcode.MEMORY_COPY, Opcode.MEMORY_FILL -> 200;
            default -> 2;
        };
    }

    @Override
    public long[] charges(FunctionBody body) {
        long[] charges = new long[body.size()];
        int header = 0;
        for (int i = 0; i < body.size(); i++) {
            if (i == 0 || endsBlock(body.opcode(i - 1))) {
                header = i;
                charges[header] = HEADER;
            }
            charges[header] += price(body.opcode(i));
        }
        return charges;
    }

    private static boolean endsBlock(int opcode) {
        return switch (opcode) {
            case Opcode.LOOP,
                    Opcode.IF,
                    Opcode.ELSE,
                    Opcode.END,
                    Opcode.BR,
                    Opcode.BR_IF,
                    Opcode.BR_TABLE,
                    Opcode.RETURN,
                    Opcode.UNREACHABLE -> true;
            default -> false;
        };
    }
}
