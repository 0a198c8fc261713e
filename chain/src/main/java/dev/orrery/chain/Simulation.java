package dev.orrery.chain;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.QueryStatus;
import dev.orrery.chain.tx.TxResult;
import dev.orrery.chain.wire.GoWire;
import dev.orrery.proto.cosmos.base.abci.v1beta1.GasInfo;
import dev.orrery.proto.cosmos.base.abci.v1beta1.Result;
import dev.orrery.proto.cosmos.base.abci.v1beta1.SimulationResponse;
import dev.orrery.proto.cosmos.tx.v1beta1.SimulateRequest;
import dev.orrery.proto.cosmos.tx.v1beta1.SimulateResponse;
import java.util.Optional;
import java.util.function.Function;

/**
 * The answers to those who ask what a transaction would do. Cosmos SDK x/auth/tx/service.go, baseapp handleQueryApp.
 *
 * @param run runs a transaction's bytes without leaving a trace
 */
record Simulation(Function<byte[], TxResult> run) {
    static final String PATH = "/cosmos.tx.v1beta1.Service/Simulate";

    QueryRoute<SimulateRequest> route() {
        return new QueryRoute<>(PATH, SimulateRequest.getDefaultInstance(), (context, request) -> answer(request));
    }

    private Message answer(SimulateRequest request) {
        byte[] bytes =
                bytes(request).orElseThrow(() -> QueryStatus.INVALID_ARGUMENT.failure("empty txBytes is not allowed"));
        TxResult result = run.apply(bytes);
        return switch (result) {
            case TxResult.Succeeded succeeded ->
                SimulateResponse.newBuilder()
                        .setGasInfo(gas(result))
                        .setResult(result(succeeded))
                        .build();
            case TxResult.Failed failed ->
                throw QueryStatus.UNKNOWN.failure(
                        failed.failure().text() + " with gas used: '" + Long.toUnsignedString(failed.gasUsed()) + "'");
        };
    }

    private static Optional<byte[]> bytes(SimulateRequest request) {
        if (!request.getTxBytes().isEmpty()) {
            return Optional.of(request.getTxBytes().toByteArray());
        }
        return request.hasTx() ? Optional.of(GoWire.encode(request.getTx())) : Optional.empty();
    }

    /**
     * The answer to the old path, as a message that is sent in JSON.
     *
     * @throws ChainException if the transaction fails
     */
    SimulationResponse answer(ByteString bytes) {
        TxResult result = run.apply(bytes.toByteArray());
        return switch (result) {
            case TxResult.Succeeded succeeded ->
                SimulationResponse.newBuilder()
                        .setGasInfo(gas(result))
                        .setResult(result(succeeded))
                        .build();
            case TxResult.Failed failed -> throw failed.failure().in("failed to simulate tx");
        };
    }

    private static GasInfo gas(TxResult result) {
        return GasInfo.newBuilder()
                .setGasWanted(result.gasWanted())
                .setGasUsed(result.gasUsed())
                .build();
    }

    private static Result result(TxResult.Succeeded result) {
        return Result.newBuilder()
                .setData(result.data())
                .addAllEvents(TxResult.plainEvents(result.events()))
                .addAllMsgResponses(result.responses())
                .build();
    }
}
