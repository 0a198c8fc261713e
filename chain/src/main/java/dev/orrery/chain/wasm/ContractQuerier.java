package dev.orrery.chain.wasm;

import dev.orrery.chain.Context;
import dev.orrery.chain.EventLog;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.gas.GasMeter;
import dev.orrery.chain.gas.OutOfGasException;
import dev.orrery.msg.Bytes;
import dev.orrery.msg.QuerierResult;
import dev.orrery.msg.QueryRequest;
import dev.orrery.msg.QueryResult;
import dev.orrery.msg.SystemError;
import dev.orrery.msg.json.GoJson;
import dev.orrery.msg.json.JsonException;
import dev.orrery.msg.json.QuerierResultJson;
import dev.orrery.msg.json.QueryJson;
import dev.orrery.vm.BackendError;
import dev.orrery.vm.BackendResult;
import dev.orrery.vm.Querier;

/**
 * Answers what one contract asks during one call. Used on the thread of the call. wasmd x/wasm/keeper/query_plugins.go:
 * QueryHandler; wasmvm types/queries.go: RustQuery.
 */
final class ContractQuerier implements Querier {
    private final Context ctx;
    private final Address contract;
    private final QueryRouter router;

    ContractQuerier(Context ctx, Address contract, QueryRouter router) {
        this.ctx = ctx;
        this.contract = contract;
        this.router = router;
    }

    @Override
    public BackendResult<byte[]> query(byte[] request, long gasLimit) {
        long before = GasRegister.toVm(ctx.gas().consumed());
        try {
            byte[] answer = GoJson.encode(QuerierResultJson.QUERIER_RESULT, answer(request, gasLimit));
            return new BackendResult.Ok<>(answer, 0, GasRegister.toVm(ctx.gas().consumed()) - before);
        } catch (OutOfGasException e) {
            return new BackendResult.Err<>(new BackendError.OutOfGas(), 0, 0);
        }
    }

    private QuerierResult answer(byte[] request, long gasLimit) {
        QueryRequest question;
        try {
            question = GoJson.decode(QueryJson.QUERY_REQUEST, request);
        } catch (JsonException e) {
            return new QuerierResult.Refused(new SystemError.InvalidRequest(e.getMessage(), Bytes.of(request)));
        }
        try {
            return new QuerierResult.Answered(new QueryResult.Ok(Bytes.of(ask(question, gasLimit))));
        } catch (ChainException e) {
            return e.kind() instanceof WasmSystemError known
                    ? new QuerierResult.Refused(known.toContract())
                    : new QuerierResult.Answered(new QueryResult.Err(Redaction.textFor(e)));
        }
    }

    /** In a context of its own that leaves nothing but what it cost, however it ends. */
    private byte[] ask(QueryRequest question, long gasLimit) {
        Context inner = ctx.withGas(GasMeter.limitedTo(GasRegister.toSdk(gasLimit)))
                .withEvents(new EventLog())
                .with(CallContext.ALLOWANCE, new VmGasAllowance(GasRegister.UNLIMITED))
                .branch();
        try {
            return router.answer(inner, contract, question);
        } finally {
            ctx.gas().consume(inner.gas().consumed(), "contract sub-query");
        }
    }
}
