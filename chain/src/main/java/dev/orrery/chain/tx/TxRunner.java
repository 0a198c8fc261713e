package dev.orrery.chain.tx;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import dev.orrery.chain.Context;
import dev.orrery.chain.ContextKey;
import dev.orrery.chain.EventLog;
import dev.orrery.chain.ExecutionMode;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.gas.GasMeter;
import dev.orrery.chain.gas.OutOfGasException;
import dev.orrery.chain.wire.GoTypeNames;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.msg.Attribute;
import dev.orrery.msg.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Runs one transaction from its bytes to its result. What the steps before the messages write stays if they all pass; what the
 * messages write stays if all of them succeed and the transaction is part of a block. Cosmos SDK baseapp: runTx.
 *
 * @param maxBlockGas most gas that a transaction may ask for; no limit if zero
 */
public record TxRunner(TxDecoder decoder, AnteChain ante, MessageRouter router, ToLongFunction<Context> maxBlockGas) {
    /** The meter of the block, which a transaction adds to when it ends; carried along by every transaction's context. */
    public static final ContextKey<GasMeter> BLOCK_GAS = ContextKey.of(GasMeter.class);

    /**
     * @param context over the state that keeps what is to stay, without a meter
     * @param blockGas counts the gas of the whole block; unlimited where there is no block
     */
    public TxResult run(Context context, byte[] bytes, GasMeter blockGas) {
        return run(context, () -> decode(bytes), blockGas);
    }

    /** The same for a transaction that is read already. */
    public TxResult run(Context context, Tx tx, GasMeter blockGas) {
        return run(context, () -> tx, blockGas);
    }

    private TxResult run(Context context, Supplier<Tx> tx, GasMeter blockGas) {
        boolean inBlock = context.mode() == ExecutionMode.FINALIZE;
        if (inBlock && blockGas.isOutOfGas()) {
            return new TxResult.Failed(0, 0, List.of(), SdkError.OUT_OF_GAS.failure("no block gas left to run tx"));
        }
        return new Run(context.with(BLOCK_GAS, blockGas), blockGas, inBlock).run(tx);
    }

    private Tx decode(byte[] bytes) {
        try {
            return decoder.decode(bytes);
        } catch (ChainException e) {
            throw SdkError.TX_DECODE.failure(e.text()); // Quirk: says it twice, as the reference does
        }
    }

    /** One transaction on its way. */
    private final class Run {
        private final Context start;
        private final GasMeter blockGas;
        private final boolean inBlock;
        private GasMeter meter;
        private final long maxGas;
        private long gasWanted;
        private List<Event> anteEvents = List.of();
        private boolean blockGasConsumed;

        Run(Context start, GasMeter blockGas, boolean inBlock) {
            this.start = start;
            this.blockGas = blockGas;
            this.inBlock = inBlock;
            this.meter = GasMeter.unlimited();
            // Quirk: reading the limit is counted, and shows where a transaction doesn't get as far as a meter of its
            // own.
            this.maxGas = maxBlockGas.applyAsLong(start.withGas(meter));
        }

        TxResult run(Supplier<Tx> tx) {
            TxResult result = guarded(() -> runDecoded(tx.get()));
            try {
                consumeBlockGas();
            } catch (OutOfGasException e) {
                return failed(AnteChain.outOfGas(e, gasWanted, meter.consumed()));
            }
            return result;
        }

        private TxResult guarded(Supplier<TxResult> step) {
            try {
                return step.get();
            } catch (ChainException e) {
                return failed(e);
            } catch (OutOfGasException e) {
                return failed(AnteChain.outOfGas(e, gasWanted, meter.consumed()));
            } catch (RuntimeException e) {
                return failed(SdkError.PANIC.failure(
                        "recovered: " + Objects.requireNonNullElse(e.getMessage(), e.toString())));
            }
        }

        private TxResult runDecoded(Tx tx) {
            checkMessages(tx);
            Context afterAnte = runAnte(tx);
            if (start.mode() != ExecutionMode.FINALIZE && start.mode() != ExecutionMode.SIMULATE) {
                return new TxResult.Succeeded(gasWanted, meter.consumed(), List.of(), List.of());
            }
            Context branch = afterAnte.branch();
            List<Event> events = new ArrayList<>(anteEvents);
            List<Any> responses = runMessages(branch, tx, events);
            if (inBlock) {
                consumeBlockGas(); // before anything is kept: running out here undoes the messages
                branch.state().commit();
            }
            return new TxResult.Succeeded(gasWanted, meter.consumed(), events, responses);
        }

        private void checkMessages(Tx tx) {
            if (tx.messages().isEmpty()) {
                throw SdkError.INVALID_REQUEST.failure("must contain at least one message");
            }
            tx.messages().forEach(router::check);
            for (Message message : tx.messages()) {
                if (!router.knows(message)) {
                    throw SdkError.UNKNOWN_REQUEST.failure(
                            "no message handler found for " + GoTypeNames.pointerTo(message.getDescriptorForType()));
                }
            }
        }

        private Context runAnte(Tx tx) {
            Context branch = start.branch().withEvents(new EventLog());
            AnteChain.Result result = ante.run(branch, tx, maxGas);
            meter = result.context().gas();
            gasWanted = meter.limit();
            if (result.failure().isPresent()) {
                throw result.failure().get();
            }
            branch.state().commit();
            anteEvents = result.context().events().events();
            return result.context().withState(start.state());
        }

        private List<Any> runMessages(Context context, Tx tx, List<Event> events) {
            List<Any> responses = new ArrayList<>();
            for (int i = 0; i < tx.messages().size(); i++) {
                Message message = tx.messages().get(i);
                try {
                    MessageRouter.Result result = router.run(context, message);
                    events.addAll(indexed(withAction(message, result.events()), i));
                    responses.add(KnownTypes.pack(result.response()));
                } catch (ChainException e) {
                    throw e.in("failed to execute message; message index: " + i);
                }
            }
            return responses;
        }

        private void consumeBlockGas() {
            if (inBlock && !blockGasConsumed) {
                blockGasConsumed = true;
                blockGas.consume(meter.consumedToLimit(), "block gas meter");
            }
        }

        private TxResult failed(ChainException failure) {
            return new TxResult.Failed(gasWanted, meter.consumed(), anteEvents, failure);
        }
    }

    /** Every message's events begin with one that says which message it is, who sent it and whose it is. */
    private List<Event> withAction(Message message, List<Event> events) {
        String typeUrl = KnownTypes.urlOf(message);
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(new Attribute("action", typeUrl));
        List<Address> signers = decoder.signers().of(message);
        if (!signers.isEmpty()) {
            attributes.add(new Attribute(
                    "sender", decoder.signers().formats().account().text(signers.getFirst())));
        }
        if (!hasModule(events)) {
            moduleOf(typeUrl).ifPresent(module -> attributes.add(new Attribute("module", module)));
        }
        List<Event> all = new ArrayList<>(events.size() + 1);
        all.add(new Event("message", attributes));
        all.addAll(events);
        return all;
    }

    private static boolean hasModule(List<Event> events) {
        return events.stream()
                .flatMap(event -> event.attributes().stream())
                .anyMatch(attribute -> attribute.key().equals("module"));
    }

    /** The second word of the type's name, such as {@code bank}. */
    private static Optional<String> moduleOf(String typeUrl) {
        String[] words = typeUrl.split("\\.", -1);
        return words.length > 1 ? Optional.of(words[1]) : Optional.empty();
    }

    private static List<Event> indexed(List<Event> events, int index) {
        return EventLog.marked(events, new Attribute("msg_index", String.valueOf(index)));
    }
}
