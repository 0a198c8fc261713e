package dev.orrery.chain.ibchost;

import dev.orrery.chain.Context;
import dev.orrery.chain.EventLog;
import dev.orrery.ibc.ChainClock;
import dev.orrery.ibc.EventSink;
import dev.orrery.ibc.Height;
import dev.orrery.ibc.IbcBranch;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcEvent;
import dev.orrery.ibc.IbcStore;
import dev.orrery.ibc.host.Identifiers;
import dev.orrery.msg.Attribute;
import dev.orrery.msg.Event;
import java.util.List;

/** The chain's context, as IBC sees it: the same state, meter and log. */
public record HostContext(Context context) implements IbcContext {
    @Override
    public IbcStore store(String name) {
        return new HostStore(context.store(name));
    }

    @Override
    public ChainClock clock() {
        String chainId = context.block().chainId();
        Height height =
                new Height(Identifiers.revision(chainId), context.block().height());
        return new ChainClock(chainId, height, context.block().timeNanos());
    }

    @Override
    public EventSink events() {
        return event -> context.events()
                .emit(new Event(
                        event.type(),
                        event.attributes().stream()
                                .map(attribute -> new Attribute(attribute.key(), attribute.value()))
                                .toList()));
    }

    /** The branch pays with the same meter: work that is dropped was done. */
    @Override
    public IbcBranch branch() {
        Context branched = context.branch().withEvents(new EventLog());
        return new IbcBranch() {
            @Override
            public IbcContext context() {
                return new HostContext(branched);
            }

            @Override
            public void commit() {
                branched.state().commit();
                context.events().emitAll(branched.events().events());
            }

            @Override
            public List<IbcEvent> events() {
                return branched.events().events().stream()
                        .map(HostContext::event)
                        .toList();
            }
        };
    }

    private static IbcEvent event(Event event) {
        return new IbcEvent(
                event.type(),
                event.attributes().stream()
                        .map(attribute -> new IbcEvent.Attribute(attribute.key(), attribute.value()))
                        .toList());
    }

    @Override
    public <T> T host(Class<T> type) {
        return type.cast(context);
    }

    /** The chain's context that an application of the chain is called in. */
    public static Context of(IbcContext ctx) {
        return ctx.host(Context.class);
    }
}
