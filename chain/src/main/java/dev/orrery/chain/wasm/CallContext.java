package dev.orrery.chain.wasm;

import dev.orrery.chain.Context;
import dev.orrery.chain.ContextKey;
import dev.orrery.vm.Checksum;
import java.util.HashSet;
import java.util.Set;

/** What the wasm module carries along in a {@link Context}. wasmd x/wasm/types/context.go. */
public final class CallContext {
    /** The place of the transaction in its block; absent for queries and simulations. */
    public static final ContextKey<TxPlace> TX = ContextKey.of(TxPlace.class);

    /** The codes that this transaction has run already, which makes running them again cheaper. */
    public static final ContextKey<CodesUsed> CODES_USED = ContextKey.of(CodesUsed.class);

    /** An allowance of VM gas beside the meter. */
    public static final ContextKey<VmGasAllowance> ALLOWANCE = ContextKey.of(VmGasAllowance.class);

    /** Who watches. */
    public static final ContextKey<CallObserver> OBSERVER = ContextKey.of(CallObserver.class);

    static final ContextKey<AuthorizationPolicy> POLICY = ContextKey.of(AuthorizationPolicy.class);
    static final ContextKey<Integer> QUERY_DEPTH = ContextKey.of(Integer.class);
    static final ContextKey<Integer> CALL_DEPTH = ContextKey.of(Integer.class);

    /** Contracts asking contracts. wasmd x/wasm/types/wasm_engine.go: DefaultMaxQueryStackSize. CWA-2022-004. */
    private static final int MAX_QUERY_DEPTH = 10;

    /** Contracts sending to contracts, replies included. wasmd: DefaultMaxCallDepth. CWA-2025-007. */
    private static final int MAX_CALL_DEPTH = 100;

    private CallContext() {}

    /**
     * @param index counted from 0 in the block
     * @param bytes of the transaction, as it lies in the block
     */
    public record TxPlace(int index, byte[] bytes) {}

    /** One for each transaction; not thread-safe. */
    public static final class CodesUsed {
        private final Set<Checksum> codes = new HashSet<>();

        /** Whether the code was used before; it is from now on. */
        boolean usedBefore(Checksum code) {
            return !codes.add(code);
        }
    }

    static Context deeperQuery(Context ctx) {
        int depth = ctx.carried(QUERY_DEPTH).orElse(0) + 1;
        if (depth > MAX_QUERY_DEPTH) {
            throw WasmError.MAX_QUERY_STACK_SIZE.failure();
        }
        return ctx.with(QUERY_DEPTH, depth);
    }

    static Context deeperCall(Context ctx) {
        int depth = ctx.carried(CALL_DEPTH).orElse(0) + 1;
        if (depth > MAX_CALL_DEPTH) {
            throw WasmError.MAX_CALL_DEPTH.failure();
        }
        return ctx.with(CALL_DEPTH, depth);
    }
}
