package dev.orrery.chain.circuit;

import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.Module;
import dev.orrery.chain.collection.Keys;
import dev.orrery.chain.collection.StoreMap;
import dev.orrery.chain.collection.Values;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.tx.AnteStep;
import dev.orrery.chain.tx.MessageGuard;
import dev.orrery.chain.wire.KnownTypes;
import java.util.List;

/** Asks for every message whether it is switched off. cosmossdk.io/x/circuit. */
public record CircuitModule() implements Module, MessageGuard {
    private static final StoreMap<String, Boolean> DISABLED =
            new StoreMap<>("circuit", new byte[] {2}, Keys.TEXT, Values.PRESENCE);

    @Override
    public String name() {
        return "circuit";
    }

    @Override
    public boolean isAllowed(Context context, String typeUrl) {
        return !DISABLED.has(context, typeUrl);
    }

    @Override
    public List<AnteStep> anteSteps() {
        return List.of((context, tx) -> {
            for (Message message : tx.messages()) {
                if (!isAllowed(context, KnownTypes.urlOf(message))) {
                    throw ChainException.plain("tx type not allowed");
                }
            }
            return context;
        });
    }
}
