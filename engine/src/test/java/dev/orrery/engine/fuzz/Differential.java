package dev.orrery.engine.fuzz;

import dev.orrery.engine.CompiledModule;
import dev.orrery.engine.Engine;
import dev.orrery.engine.Instance;
import dev.orrery.engine.LinkException;
import dev.orrery.engine.Module;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.Tier;
import dev.orrery.engine.Trap;
import dev.orrery.engine.baseline.Pace;
import dev.orrery.engine.compile.CompiledTier;
import dev.orrery.engine.model.Export;
import dev.orrery.engine.model.ExternType;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.ValType;
import dev.orrery.engine.model.WasmModule;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Runs one module in both tiers with the same calls and the same fuel, and compares after each call. The calls follow from the
 * seed, as does the profile. Confined to one thread, which needs a large stack: see {@link #inRoomyThread}.
 */
final class Differential {
    private static final long THREAD_STACK_BYTES = 1L << 30;

    /** Limits for the size of a method, bytes, that have many functions cut into chunks. */
    private static final int MIN_LIMIT = 100;

    private static final int MAX_LIMIT = 3_000;

    /** Calls and turns of loops between two questions whether compiled code takes over. */
    private static final int MAX_TURNS = 40;

    private final RandomGenerator random;
    private final FuzzProfiles.Choice choice;
    private final Module module;
    private final CompiledModule compiled;
    private final CompiledModule interpreted;
    private int executions;
    private int exhaustions;
    private int traps;

    private Differential(long seed, byte[] wasm) throws ModuleException {
        this.random = new SplittableRandom(~seed);
        this.choice = FuzzProfiles.random(random);
        Engine engine = Engine.of(choice.profile());
        this.module = engine.parse(wasm);
        this.compiled = switch (random.nextInt(4)) {
            case 0 -> CompiledTier.compile(module, choice.profile(), random.nextInt(MIN_LIMIT, MAX_LIMIT));
            case 1 -> engine.compile(module, Tier.COMPILED);
            default -> handedOver(engine);
        };
        this.interpreted = engine.compile(module, Tier.INTERPRETED);
    }

    /** Compiled code that begins in the baseline and takes over after a few turns, at any place, or never. */
    private CompiledModule handedOver(Engine engine) {
        byte[] wasm = module.model().bytes();
        Pace pace = random.nextInt(4) == 0
                ? new Pace(Integer.MAX_VALUE, never -> {})
                : new Pace(random.nextInt(MAX_TURNS), Runnable::run);
        return CompiledTier.load(wasm, sha256(wasm), choice.profile(), engine.image(module), pace)
                .orElseThrow();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /**
     * What came of one module.
     *
     * @param difference a description of the first difference
     * @param executions calls made in each tier
     * @param traps how many of them trapped
     * @param exhaustions how many of them ran out of fuel
     */
    record Report(Optional<String> difference, int executions, int traps, int exhaustions) {}

    /** @param calls how many calls to make */
    static Report run(long seed, byte[] wasm, int calls) {
        try {
            return compared(seed, wasm, calls);
        } catch (ModuleException | LinkException refused) {
            return new Report(Optional.of("refused: " + refused.getMessage()), 0, 0, 0);
        }
    }

    /** The same for what may be no module, or may want what the host hasn't: that is no difference. */
    static Report runDamaged(long seed, byte[] wasm, int calls) {
        try {
            return compared(seed, wasm, calls);
        } catch (ModuleException | LinkException refused) {
            return new Report(Optional.empty(), 0, 0, 0);
        }
    }

    private static Report compared(long seed, byte[] wasm, int calls) throws ModuleException, LinkException {
        try {
            Differential differential = new Differential(seed, wasm);
            return differential.report(differential.compare(calls));
        } catch (RuntimeException | StackOverflowError | LinkageError defect) {
            return new Report(
                    Optional.of("threw " + defect + " at " + Arrays.toString(defect.getStackTrace())), 0, 0, 0);
        }
    }

    /** Runs on a thread whose stack is larger than any stack budget needs. */
    static void inRoomyThread(Runnable work) throws InterruptedException {
        Thread thread = new Thread(null, work, "differential", THREAD_STACK_BYTES);
        thread.start();
        thread.join();
    }

    private Report report(Optional<String> difference) {
        return new Report(difference, executions, traps, exhaustions);
    }

    private Optional<String> compare(int calls) throws LinkException {
        WasmModule model = module.model();
        int imports = (int) model.imports().stream()
                .filter(imported -> imported.type() instanceof ExternType.Function)
                .count();
        int[] functions = model.exports().stream()
                .filter(export -> export.kind() == Export.Kind.FUNCTION)
                .mapToInt(Export::index)
                .filter(index -> index >= imports)
                .toArray();
        int callback = Arrays.stream(functions)
                .filter(index -> type(index, imports).params().isEmpty())
                .findFirst()
                .orElse(-1);
        FuzzHost compiledHost = new FuzzHost(callback);
        FuzzHost interpretedHost = new FuzzHost(callback);
        long startFuel = fuel();
        Start left = start(compiled, compiledHost, startFuel);
        Start right = start(interpreted, interpretedHost, startFuel);
        if (!left.outcome().equals(right.outcome())) {
            return Optional.of("instantiation: " + left + " but " + right);
        }
        if (left.instance().isEmpty() || right.instance().isEmpty() || functions.length == 0) {
            return Optional.empty();
        }
        try (Instance one = left.instance().get();
                Instance other = right.instance().get()) {
            for (int i = 0; i < calls; i++) {
                int function = functions[random.nextInt(functions.length)];
                long[] args = args(type(function, imports));
                long fuel = fuel();
                one.fuel(fuel);
                other.fuel(fuel);
                Observation seen = Observation.of(one, compiledHost, function, args);
                Observation expected = Observation.of(other, interpretedHost, function, args);
                if (!seen.equals(expected)) {
                    return Optional.of("call " + i + " of function " + function + Arrays.toString(args) + " with fuel "
                            + fuel + " under " + choice.profile().name() + ":\n compiled    " + seen
                            + "\n interpreted " + expected);
                }
                count(expected);
            }
        }
        return Optional.empty();
    }

    private void count(Observation observation) {
        executions++;
        exhaustions += observation.exhausted() ? 1 : 0;
        traps += observation.outcome().startsWith("[") ? 0 : 1;
    }

    /** What instantiation came to. */
    private record Start(Optional<Instance> instance, String outcome) {}

    private static Start start(CompiledModule module, FuzzHost host, long fuel) throws LinkException {
        try {
            Instance instance = module.instantiate(host.linker(), fuel);
            return new Start(Optional.of(instance), "started with " + instance.fuel());
        } catch (Trap trap) {
            return new Start(Optional.empty(), Observation.describe(trap));
        }
    }

    private FuncType type(int function, int imports) {
        return module.model().types().get(module.model().functionTypes().get(function - imports));
    }

    /** From nothing to plenty, every magnitude as likely as every other. */
    private long fuel() {
        return random.nextInt(12) == 0
                ? choice.plentyOfFuel()
                : (long) Math.pow((double) choice.plentyOfFuel(), random.nextDouble());
    }

    private long[] args(FuncType type) {
        List<Long> args = new ArrayList<>();
        for (ValType param : type.params()) {
            args.add(arg(param));
        }
        return args.stream().mapToLong(Long::longValue).toArray();
    }

    /** Damage may make a parameter a reference: of functions the null one, since others have numbers that only an instance knows. */
    private long arg(ValType param) {
        return switch (param) {
            case FUNCREF -> 0;
            case EXTERNREF -> random.nextInt(3);
            default -> Constants.number(param, random);
        };
    }
}
