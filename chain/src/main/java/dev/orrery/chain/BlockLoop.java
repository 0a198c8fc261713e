package dev.orrery.chain;

import com.google.protobuf.ByteString;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.gas.GasMeter;
import dev.orrery.chain.trace.Tracer;
import dev.orrery.chain.tx.Tx;
import dev.orrery.chain.tx.TxResult;
import dev.orrery.proto.tendermint.abci.Event;
import dev.orrery.proto.tendermint.abci.EventAttribute;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.proto.tendermint.abci.ResponseFinalizeBlock;
import dev.orrery.proto.tendermint.abci.ValidatorUpdate;
import java.util.ArrayList;
import java.util.List;

/** Runs one block: modules begin it, transactions run in their order, modules end it. Cosmos SDK baseapp: internalFinalizeBlock. */
record BlockLoop(Wiring wiring) {
    /**
     * @param context over the state that the block changes
     * @return everything but the hash of the new state
     */
    ResponseFinalizeBlock run(Context context, List<ByteString> transactions) {
        ResponseFinalizeBlock.Builder response = ResponseFinalizeBlock.newBuilder();
        EventLog begin = new EventLog();
        wiring.beginOrder().forEach(module -> module.beginBlock(context.withEvents(begin)));
        response.addAllEvents(marked(begin, "BeginBlock"));
        GasMeter blockGas = blockMeter(context);
        for (ByteString transaction : transactions) {
            response.addTxResults(deliver(context, transaction.toByteArray(), blockGas));
        }
        EventLog end = new EventLog();
        List<ValidatorUpdate> updates = new ArrayList<>();
        wiring.endOrder().forEach(module -> updates.addAll(module.endBlock(context.withEvents(end))));
        return response.addAllEvents(marked(end, "EndBlock"))
                .addAllValidatorUpdates(updates)
                .setConsensusParamUpdates(wiring.consensus().params(context))
                .build();
    }

    /** Runs a block until the end of one of its transactions, with that one watched. */
    ExecTxResult runAgain(Context context, List<ByteString> transactions, int index, Tracer tracer) {
        wiring.beginOrder().forEach(module -> module.beginBlock(context.withEvents(new EventLog())));
        GasMeter blockGas = blockMeter(context);
        for (ByteString earlier : transactions.subList(0, index)) {
            deliver(context, earlier.toByteArray(), blockGas);
        }
        return deliver(context.with(Tracer.KEY, tracer), transactions.get(index).toByteArray(), blockGas);
    }

    private GasMeter blockMeter(Context context) {
        long limit = wiring.consensus().maxBlockGas(context);
        return limit > 0 ? GasMeter.limitedTo(limit) : GasMeter.unlimited();
    }

    /** What isn't a transaction at all may stand in a block, as proposers can put anything there; it has a result as well. */
    private ExecTxResult deliver(Context context, byte[] transaction, GasMeter blockGas) {
        Tx tx;
        try {
            tx = wiring.runner().decoder().decode(transaction);
        } catch (ChainException e) {
            return new TxResult.Failed(0, 0, List.of(), SdkError.TX_DECODE.failure()).toExecTxResult();
        }
        return wiring.runner().run(context, tx, blockGas).toExecTxResult();
    }

    private static List<Event> marked(EventLog log, String mode) {
        EventAttribute attribute = EventAttribute.newBuilder()
                .setKey("mode")
                .setValue(mode)
                .setIndex(true)
                .build();
        return TxResult.abciEvents(log.events()).stream()
                .map(event -> event.toBuilder().addAttributes(attribute).build())
                .toList();
    }
}
