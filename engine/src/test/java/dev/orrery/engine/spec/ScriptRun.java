package dev.orrery.engine.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.engine.CompiledModule;
import dev.orrery.engine.Engine;
import dev.orrery.engine.Extern;
import dev.orrery.engine.Instance;
import dev.orrery.engine.LinkException;
import dev.orrery.engine.Linker;
import dev.orrery.engine.Module;
import dev.orrery.engine.ModuleError;
import dev.orrery.engine.ModuleException;
import dev.orrery.engine.Trap;
import dev.orrery.engine.TrapCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One script, run in one way: its modules, what they registered, and the tally of its assertions. */
final class ScriptRun {
    /** Written reason of the only assertions that are not run. */
    static final String TEXT_FORMAT = "text format: the engine reads binary modules only, as CosmWasm does";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SpecArchive archive;
    private final SpecArchive.Entry entry;
    private final Engine engine;
    private final Function<Module, CompiledModule> executable;
    private final Map<String, Map<String, Extern>> hosts = Map.of("spectest", Spectest.exports());
    private final Map<String, Instance> named = new HashMap<>();
    private final Map<String, Instance> registered = new HashMap<>();
    private final Tally tally = new Tally();
    private Optional<Instance> latest = Optional.empty();

    private ScriptRun(
            SpecArchive archive, SpecArchive.Entry entry, Engine engine, Function<Module, CompiledModule> executable) {
        this.archive = archive;
        this.entry = entry;
        this.engine = engine;
        this.executable = executable;
    }

    /** @param executable makes what the engine has parsed executable */
    static Tally of(
            SpecArchive archive, SpecArchive.Entry entry, Engine engine, Function<Module, CompiledModule> executable) {
        ScriptRun run = new ScriptRun(archive, entry, engine, executable);
        run.commands().forEach(run::execute);
        return run.tally;
    }

    private JsonNode commands() {
        try {
            return JSON.readTree(archive.file(entry.path(entry.name() + ".json")))
                    .get("commands");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void execute(JsonNode command) {
        String kind = command.get("type").asText();
        if (command.path("module_type").asText().equals("text")) {
            tally.skip(TEXT_FORMAT);
            return;
        }
        Optional<String> fault;
        try {
            fault = switch (kind) {
                case "module" -> module(command);
                case "register" -> register(command);
                case "action" -> returns(command, false);
                case "assert_return" -> returns(command, true);
                case "assert_trap", "assert_exhaustion" -> traps(command);
                case "assert_malformed" -> refused(command, ModuleError.Malformed.class);
                case "assert_invalid" -> refused(command, ModuleError.Invalid.class);
                case "assert_unlinkable" -> unlinkable(command);
                case "assert_uninstantiable" -> uninstantiable(command);
                default -> Optional.of("unknown command");
            };
        } catch (ModuleException | LinkException | RuntimeException | StackOverflowError unexpected) {
            fault = Optional.of("threw " + unexpected);
        }
        if (fault.isPresent()) {
            tally.fail(entry.name() + ".wast:" + command.get("line").asInt() + " " + kind + ": " + fault.get());
        } else if (kind.startsWith("assert_")) {
            tally.pass(kind);
        }
    }

    private Optional<String> module(JsonNode command) throws ModuleException, LinkException {
        Instance instance = instantiate(command);
        latest = Optional.of(instance);
        if (command.has("name")) {
            named.put(command.get("name").asText(), instance);
        }
        return Optional.empty();
    }

    private Optional<String> register(JsonNode command) {
        registered.put(command.get("as").asText(), instance(command.path("name")));
        return Optional.empty();
    }

    private Optional<String> returns(JsonNode command, boolean checked) {
        long[] actual = act(command.get("action"));
        List<SpecValue> expected = values(command.get("expected"));
        if (expected.size() != actual.length && checked) {
            return Optional.of(actual.length + " results, expected " + expected);
        }
        for (int i = 0; i < actual.length && checked; i++) {
            if (!expected.get(i).matches(actual[i])) {
                return Optional.of("0x" + Long.toHexString(actual[i]) + ", expected " + expected.get(i));
            }
        }
        return Optional.empty();
    }

    private Optional<String> traps(JsonNode command) {
        try {
            act(command.get("action"));
            return Optional.of("returned, expected " + command.get("text").asText());
        } catch (Trap.Fault fault) {
            return compare(command, fault);
        }
    }

    private Optional<String> refused(JsonNode command, Class<? extends ModuleError> expected) {
        try {
            engine.parse(bytes(command));
            return Optional.of("accepted, expected " + command.get("text").asText());
        } catch (ModuleException refused) {
            return expected.isInstance(refused.error())
                    ? Optional.empty()
                    : Optional.of(refused.error() + ", expected "
                            + command.get("text").asText());
        }
    }

    private Optional<String> unlinkable(JsonNode command) throws ModuleException {
        try {
            instantiate(command);
            return Optional.of("linked, expected " + command.get("text").asText());
        } catch (LinkException expected) {
            return Optional.empty();
        }
    }

    private Optional<String> uninstantiable(JsonNode command) throws ModuleException, LinkException {
        try {
            instantiate(command);
            return Optional.of("instantiated, expected " + command.get("text").asText());
        } catch (Trap.Fault fault) {
            return compare(command, fault);
        }
    }

    private static Optional<String> compare(JsonNode command, Trap.Fault fault) {
        TrapCode expected = trapCode(command.get("text").asText());
        return fault.code() == expected
                ? Optional.empty()
                : Optional.of("trapped with " + fault.code() + ", expected " + expected);
    }

    /** The suite's texts are the reference interpreter's. */
    private static TrapCode trapCode(String text) {
        return switch (text) {
            case "unreachable" -> TrapCode.UNREACHABLE;
            case "integer divide by zero" -> TrapCode.INTEGER_DIVIDE_BY_ZERO;
            case "integer overflow" -> TrapCode.INTEGER_OVERFLOW;
            case "invalid conversion to integer" -> TrapCode.INVALID_CONVERSION_TO_INTEGER;
            case "out of bounds memory access" -> TrapCode.MEMORY_OUT_OF_BOUNDS;
            case "out of bounds table access", "undefined element" -> TrapCode.TABLE_OUT_OF_BOUNDS;
            case "uninitialized element", "uninitialized element 2" -> TrapCode.UNINITIALIZED_ELEMENT;
            case "indirect call type mismatch" -> TrapCode.INDIRECT_CALL_TYPE_MISMATCH;
            case "call stack exhausted" -> TrapCode.CALL_STACK_EXHAUSTED;
            default -> throw new IllegalArgumentException("unknown trap text: " + text);
        };
    }

    private Instance instantiate(JsonNode command) throws ModuleException, LinkException {
        Linker linker = wanted -> Optional.ofNullable(hosts.get(wanted.module()))
                .map(host -> host.get(wanted.name()))
                .or(() -> Optional.ofNullable(registered.get(wanted.module()))
                        .flatMap(instance -> instance.export(wanted.name())));
        return executable.apply(engine.parse(bytes(command))).instantiate(linker, 0);
    }

    private byte[] bytes(JsonNode command) {
        return archive.file(entry.path(command.get("filename").asText()));
    }

    private long[] act(JsonNode action) {
        Instance instance = instance(action.path("module"));
        String field = action.get("field").asText();
        Extern export = instance.export(field).orElseThrow();
        return switch (action.get("type").asText()) {
            case "invoke" -> {
                long[] args = values(action.get("args")).stream()
                        .mapToLong(SpecValue::bits)
                        .toArray();
                if (!(export instanceof Extern.Function function)) {
                    throw new IllegalArgumentException("not a guest's function: " + field);
                }
                yield function.owner().invoke(function.functionIndex(), args);
            }
            case "get" -> {
                if (!(export instanceof Extern.Global global)) {
                    throw new IllegalArgumentException("not a global: " + field);
                }
                yield new long[] {global.cell().bits};
            }
            default -> throw new IllegalArgumentException(action.toString());
        };
    }

    /** The instance that a command names, or the latest one. */
    private Instance instance(JsonNode name) {
        return name.isMissingNode() ? latest.orElseThrow() : named.get(name.asText());
    }

    private static List<SpecValue> values(JsonNode list) {
        List<SpecValue> values = new ArrayList<>();
        list.forEach(json -> values.add(SpecValue.of(json)));
        return values;
    }
}
