package dev.orrery.vm.gas;

import dev.orrery.engine.MeteringRule;
import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.Opcode;

/**
 * Where cosmwasm-vm charges for code: operators are summed in stream order, dead code included, and the sum is charged right
 * before each operator that settles the account. VM.md 3.1; cosmwasm vm wasm_backend/metering.rs.
 */
public final class CosmWasmMetering implements MeteringRule {
    private static final int[] SETTLING = {
        Opcode.LOOP,
        Opcode.ELSE,
        Opcode.END,
        Opcode.BR,
        Opcode.BR_IF,
        Opcode.BR_TABLE,
        Opcode.RETURN,
        Opcode.CALL,
        Opcode.CALL_INDIRECT
    };

    private final OperatorCosts costs;
    private final boolean[] settling;

    public CosmWasmMetering(OperatorCosts costs) {
        this.costs = costs;
        this.settling = settling(costs.ifSettles());
    }

    @Override
    public long[] charges(FunctionBody body) {
        long[] charges = new long[body.size()];
        // Held back until the first operator is known: a settling one takes it into its own charge, any other lets it
        // stand.
        long account = costs.entrySurcharge(body.declaredLocals().size());
        for (int i = 0; i < charges.length; i++) {
            if (settles(body.opcode(i))) {
                charges[i] = account + costs.perOperator() * costs.accountingFactor();
                account = 0;
            } else {
                if (i == 0) {
                    charges[0] = account;
                    account = 0;
                }
                account += costs.perOperator();
            }
        }
        return charges;
    }

    private boolean settles(int opcode) {
        return opcode < settling.length && settling[opcode];
    }

    /** By opcode: those that settle have one byte. */
    private static boolean[] settling(boolean ifSettles) {
        boolean[] settling = new boolean[0x100];
        for (int opcode : SETTLING) {
            settling[opcode] = true;
        }
        settling[Opcode.IF] = ifSettles;
        return settling;
    }
}
