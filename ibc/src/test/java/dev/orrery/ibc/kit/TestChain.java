package dev.orrery.ibc.kit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import dev.orrery.ibc.ChainClock;
import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcEvent;
import dev.orrery.ibc.IbcException;
import dev.orrery.ibc.IbcMessage;
import dev.orrery.ibc.IbcQuery;
import dev.orrery.ibc.client.ClientKind;
import dev.orrery.ibc.core.IbcCore;
import dev.orrery.ibc.host.Identifiers;
import dev.orrery.ibc.port.IbcModule;
import dev.orrery.ibc.port.PortRouter;
import dev.orrery.ibc.v2.PayloadRouter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** A chain in memory: every message makes a block. */
public final class TestChain {
    static final long SECOND = 1_000_000_000L;

    /** What other chains can prove at a height. */
    record Past(TestState state, ChainClock clock) {}

    private final String id;
    private final IbcCore core;
    private final Map<String, IbcMessage<?>> messages = new HashMap<>();
    private final Map<String, IbcQuery<?>> queries = new HashMap<>();
    private final Map<Long, Past> history = new HashMap<>();
    private final TestState state = new TestState();
    private List<IbcEvent> events = List.of();
    private long height = 1;
    private long nanos = 1_700_000_000 * SECOND;

    public TestChain(String id, List<ClientKind> kinds, Function<IbcCore, Map<String, IbcModule>> applications) {
        this(id, kinds, applications, new PayloadRouter(Map.of(), Map.of()));
    }

    public TestChain(
            String id,
            List<ClientKind> kinds,
            Function<IbcCore, Map<String, IbcModule>> applications,
            PayloadRouter payloads) {
        this.id = id;
        core = new IbcCore(new TestAddresses(), "authority", kinds);
        add(core.messages(new PortRouter(applications.apply(core)), payloads));
        core.queries().forEach(query -> queries.put(query.path(), query));
        core.initialize(context());
        endBlock(1);
    }

    /** Messages of modules beside core. */
    public void add(List<IbcMessage<?>> more) {
        more.forEach(message ->
                messages.put(message.prototype().getDescriptorForType().getFullName(), message));
    }

    public void addQueries(List<IbcQuery<?>> more) {
        more.forEach(query -> queries.put(query.path(), query));
    }

    public IbcCore core() {
        return core;
    }

    /** Reads and writes outside of any message. */
    public IbcContext context() {
        return new TestContext(state, clock(), new ArrayList<>());
    }

    /** A state with nothing in it, for what a genesis puts down. */
    public IbcContext emptyContext() {
        return new TestContext(new TestState(), clock(), new ArrayList<>());
    }

    /** All entries of a store, in hexadecimal. */
    public static SortedMap<String, String> entries(IbcContext ctx, String store) {
        SortedMap<String, String> entries = new TreeMap<>();
        HexFormat hex = HexFormat.of();
        ctx.store(store).ascend(new byte[0], new byte[0], (key, value) -> {
            entries.put(hex.formatHex(key), hex.formatHex(value));
            return true;
        });
        return entries;
    }

    public ChainClock clock() {
        return new ChainClock(id, new Height(Identifiers.revision(id), height), nanos);
    }

    /** Runs a message in a block of its own, and undoes it if it is refused. */
    public Message deliver(Message message) {
        return transact(ctx ->
                messages.get(message.getDescriptorForType().getFullName()).run(ctx, message));
    }

    /** The refusal of a message that must be refused, which must leave nothing behind. */
    public IbcException refuse(Message message) {
        try {
            deliver(message);
        } catch (IbcException refused) {
            return refused;
        }
        throw new AssertionError("accepted: " + message);
    }

    /** Fails unless the message is refused with an error that says so. */
    public void refuse(Message message, String text) {
        IbcException refused = refuse(message);
        assertTrue(refused.text().contains(text), refused.text());
    }

    /** Anything in a block of its own, all or nothing. */
    public <T> T transact(Function<IbcContext, T> step) {
        TestState copy = state.copy();
        List<IbcEvent> log = new ArrayList<>();
        try {
            T result = step.apply(new TestContext(copy, clock(), log));
            state.become(copy);
            events = List.copyOf(log);
            return result;
        } finally {
            endBlock(1);
        }
    }

    public <T extends Message> T query(String path, Message request, Class<T> type) {
        return type.cast(queries.get(path).answer(context(), request));
    }

    /** The events of the last message that was not refused. */
    public List<IbcEvent> events() {
        return events;
    }

    public Optional<IbcEvent> event(String type) {
        return events.stream().filter(event -> event.type().equals(type)).findFirst();
    }

    /** Time goes on. What was written becomes provable in the next block. */
    public void endBlock(long seconds) {
        height++;
        nanos += seconds * SECOND;
        history.put(height, new Past(state.copy(), clock()));
    }

    Optional<Past> at(Height when) {
        return when.revision() == clock().height().revision()
                ? Optional.ofNullable(history.get(when.number()))
                : Optional.empty();
    }
}
