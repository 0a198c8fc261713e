package dev.orrery.ibc.kit;

import dev.orrery.ibc.ChainClock;
import dev.orrery.ibc.EventSink;
import dev.orrery.ibc.IbcBranch;
import dev.orrery.ibc.IbcContext;
import dev.orrery.ibc.IbcEvent;
import dev.orrery.ibc.IbcStore;
import java.util.ArrayList;
import java.util.List;

/** What a step runs in on a chain in memory. */
record TestContext(TestState state, ChainClock clock, List<IbcEvent> log) implements IbcContext {
    @Override
    public IbcStore store(String name) {
        return state.store(name);
    }

    @Override
    public EventSink events() {
        return log::add;
    }

    @Override
    public IbcBranch branch() {
        TestContext parent = this;
        TestContext child = new TestContext(state.copy(), clock, new ArrayList<>());
        return new IbcBranch() {
            @Override
            public IbcContext context() {
                return child;
            }

            @Override
            public void commit() {
                parent.state.become(child.state.copy());
                parent.log.addAll(child.log);
            }

            @Override
            public List<IbcEvent> events() {
                return List.copyOf(child.log);
            }
        };
    }

    @Override
    public <T> T host(Class<T> type) {
        return type.cast(this);
    }
}
