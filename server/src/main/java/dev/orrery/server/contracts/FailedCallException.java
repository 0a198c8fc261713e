package dev.orrery.server.contracts;

import dev.orrery.chain.error.ChainException;
import dev.orrery.chain.error.SdkError;
import dev.orrery.chain.gas.OutOfGasException;
import dev.orrery.chain.wasm.ContractPanicException;
import dev.orrery.chain.wasm.VmGasAllowance;
import dev.orrery.proto.contracts.v1.Failure;
import dev.orrery.proto.tendermint.abci.ExecTxResult;
import dev.orrery.server.devnet.UnsignedSending;

/** A call failed, having used gas. */
final class FailedCallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What a chain says of the only message in a transaction, before what went wrong. */
    private static final String IN_TRANSACTION = "failed to execute message; message index: 0: ";

    private final Failure failure;

    private FailedCallException(Failure failure) {
        super(failure.getLog(), null, false, false);
        this.failure = failure;
    }

    /** Of a transaction that failed. */
    static FailedCallException of(UnsignedSending.Outcome outcome) {
        ExecTxResult result = outcome.tx().getResult();
        String log = result.getLog();
        return new FailedCallException(Failure.newBuilder()
                .setCodespace(result.getCodespace())
                .setCode(result.getCode())
                .setLog(log.startsWith(IN_TRANSACTION) ? log.substring(IN_TRANSACTION.length()) : log)
                .setGas(Answers.gas(outcome.watch().gas(), result.getGasUsed()))
                .build());
    }

    /** Of a question; what isn't the contract's fault is thrown as it is. */
    static RuntimeException of(RuntimeException cause, VmGasAllowance gas, long sdkGas) {
        Failure.Builder failure = Failure.newBuilder().setGas(Answers.gas(gas, sdkGas));
        return switch (cause) {
            case ChainException refused ->
                new FailedCallException(failure.setCodespace(refused.kind().codespace())
                        .setCode(refused.kind().code())
                        .setLog(refused.text())
                        .build());
            case OutOfGasException spent ->
                new FailedCallException(failure.setCodespace(SdkError.OUT_OF_GAS.codespace())
                        .setCode(SdkError.OUT_OF_GAS.code())
                        .setLog("out of gas in location: " + spent.location())
                        .build());
            case ContractPanicException panic ->
                new FailedCallException(failure.setCodespace(SdkError.PANIC.codespace())
                        .setCode(SdkError.PANIC.code())
                        .setLog("recovered: " + panic.getMessage())
                        .build());
            default -> cause;
        };
    }

    Failure failure() {
        return failure;
    }
}
