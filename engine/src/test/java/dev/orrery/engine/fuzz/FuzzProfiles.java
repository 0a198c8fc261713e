package dev.orrery.engine.fuzz;

import dev.orrery.engine.Features;
import dev.orrery.engine.Features.Feature;
import dev.orrery.engine.HostProfile;
import dev.orrery.engine.MeteringRule;
import dev.orrery.engine.StackRule;
import dev.orrery.engine.model.FunctionBody;
import dev.orrery.engine.model.Opcode;
import dev.orrery.engine.model.WasmModule;
import java.util.EnumSet;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Host profiles that generated modules run under. Each charges fuel on every turn of a loop, so every run ends. */
public final class FuzzProfiles {
    private static final int MEBIBYTE = 1 << 20;
    private static final int MAX_MEMORY_PAGES = 8;

    /** Fuel of one operator, and of one that charges. cosmwasm-vm 3.0.9 engine.rs. */
    private static final long OPERATOR = 115;

    private static final long ACCOUNTING = 14 * OPERATOR;

    /** Locals beyond this many cost one operator each. cosmwasm-vm 3.0.9 metering.rs. */
    private static final int FREE_LOCALS = 29;

    private FuzzProfiles() {}

    /** A profile with the fuel that makes runs under it end soon: units for some ten thousand operators. */
    record Choice(HostProfile profile, long plentyOfFuel) {}

    static Choice random(RandomGenerator random) {
        StackRule stack = new StackRule(random.nextBoolean() ? MEBIBYTE : random.nextInt(100, 6_000), Frames::new);
        return switch (random.nextInt(4)) {
            case 0 -> new Choice(profile("every-operator", FuzzProfiles::everyOperator, stack), 1L << 20);
            case 1 -> new Choice(profile("sparse", FuzzProfiles::sparse, stack), 1L << 17);
            default -> new Choice(profile("cosmwasm", FuzzProfiles::cosmWasm, stack), 1L << 23);
        };
    }

    /** Everything on that can run, NaNs canonical, the given rules. */
    public static HostProfile profile(String name, MeteringRule metering, StackRule stack) {
        return new HostProfile(
                "fuzz-" + name,
                new Features(EnumSet.complementOf(EnumSet.of(Feature.SIMD, Feature.THREADS))),
                metering,
                stack,
                MAX_MEMORY_PAGES,
                true);
    }

    /** The rule of cosmwasm-vm 3.0.9: a run of operators is paid for right before the control operator that ends it. */
    public static long[] cosmWasm(FunctionBody body) {
        long[] charges = new long[body.size()];
        long run = 0;
        for (int i = 0; i < body.size(); i++) {
            boolean accounting = accounting(body.opcode(i));
            run += accounting ? ACCOUNTING : OPERATOR;
            if (accounting) {
                charges[i] = run;
                run = 0;
            }
        }
        charges[0] += Math.max(0, body.declaredLocals().size() - FREE_LOCALS) * OPERATOR;
        return charges;
    }

    private static boolean accounting(int opcode) {
        return switch (opcode) {
            case Opcode.LOOP,
                    Opcode.END,
                    Opcode.IF,
                    Opcode.ELSE,
                    Opcode.BR,
                    Opcode.BR_IF,
                    Opcode.BR_TABLE,
                    Opcode.CALL,
                    Opcode.CALL_INDIRECT,
                    Opcode.RETURN -> true;
            default -> false;
        };
    }

    private static long[] everyOperator(FunctionBody body) {
        SplittableRandom random = new SplittableRandom(body.start());
        return random.longs(body.size(), 1, 100).toArray();
    }

    /** Charges here and there, always behind a loop's header. */
    private static long[] sparse(FunctionBody body) {
        SplittableRandom random = new SplittableRandom(body.start());
        long[] charges = new long[body.size()];
        for (int i = 0; i < charges.length; i++) {
            boolean charged = i == 0 || body.opcode(i - 1) == Opcode.LOOP || random.nextInt(6) == 0;
            charges[i] = charged ? random.nextLong(1, 60) : 0;
        }
        return charges;
    }

    /** Bytes that depend on where a call is made; some operators that are no calls need some too. */
    private record Frames(WasmModule module) implements StackRule.ModuleFrames {
        @Override
        public StackRule.Use of(FunctionBody body) {
            int entering = 24 + 8 * body.localCount();
            int[] taken = IntStream.range(0, body.size())
                    .map(i -> switch (body.opcode(i)) {
                        case Opcode.CALL, Opcode.CALL_INDIRECT -> entering + 16 + i % 3 * 32;
                        case Opcode.MEMORY_SIZE, Opcode.MEMORY_GROW -> 64 * (i % 3);
                        default -> 0;
                    })
                    .toArray();
            return new StackRule.Use(entering, taken);
        }

        @Override
        public int importBytes() {
            return 96;
        }
    }
}
