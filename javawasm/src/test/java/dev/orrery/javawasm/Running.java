package dev.orrery.javawasm;

import dev.orrery.engine.Engine;
import dev.orrery.engine.Extern;
import dev.orrery.engine.Features;
import dev.orrery.engine.HostProfile;
import dev.orrery.engine.Instance;
import dev.orrery.engine.LinkException;
import dev.orrery.engine.MeteringRule;
import dev.orrery.engine.Module;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.StackRule;
import dev.orrery.engine.Tier;
import dev.orrery.engine.model.FuncType;
import dev.orrery.engine.model.ValType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Compiles classes of the tests and runs their exports. */
final class Running {
    private static final HostProfile PROFILE = new HostProfile(
            "javawasm-tests",
            new Features(Set.of(Features.Feature.SIGN_EXTENSION)),
            MeteringRule.FREE,
            new StackRule(1 << 20, StackRule.perFunction(body -> 64 + 8 * body.localCount())),
            512,
            true);

    private static final FuncType TAKES_REGION = new FuncType(List.of(ValType.I32), List.of());

    private final Instance instance;

    private Running(Instance instance) {
        this.instance = instance;
    }

    /** Thrown by the host's abort, with its text. */
    static final class Aborted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Aborted(String text) {
            super(text);
        }
    }

    /** A fresh instance of the module made of these classes and all that are nested in them. */
    static Running of(Class<?>... classes) {
        return of(module(classes));
    }

    static byte[] module(Class<?>... classes) {
        List<byte[]> files = Arrays.stream(classes)
                .flatMap(type -> Stream.of(type.getNestMembers()))
                .map(Running::classFile)
                .toList();
        return ContractCompiler.compile(files);
    }

    static Running of(byte[] wasm) {
        try {
            Engine engine = Engine.of(PROFILE);
            Module module = engine.parse(wasm);
            return new Running(engine.compile(module, Tier.INTERPRETED)
                    .instantiate(_ -> Optional.of(new Extern.Host(TAKES_REGION, Running::abort)), Long.MAX_VALUE));
        } catch (ModuleException | LinkException e) {
            throw new AssertionError(e);
        }
    }

    private static long abort(Instance caller, long[] arguments) {
        int region = (int) arguments[0];
        ByteBuffer fields = ByteBuffer.wrap(caller.memory().read(region, 12)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] text = caller.memory().read(fields.getInt(0), fields.getInt(8));
        throw new Aborted(new String(text, StandardCharsets.UTF_8));
    }

    private static byte[] classFile(Class<?> type) {
        String name = type.getName();
        try (InputStream file = type.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Calls an export; the result is 0 if it has none. */
    long call(String export, long... arguments) {
        Extern.Function function = (Extern.Function) instance.export(export).orElseThrow();
        long[] results = instance.invoke(function.functionIndex(), arguments);
        return results.length == 0 ? 0 : results[0];
    }
}
